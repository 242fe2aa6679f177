"""What deep Q-learning is measured by: its products alone, OpenBLAS, PyTorch, stable-baselines3, safetensors."""

import os
import subprocess
import sys

from bench_measure import ENVIRONMENT, SCRATCH, alternate, median, note, python_with, report

PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "learning_peer.py")
# A version, as each has other speeds; where wheels without CUDA are at hand, pip takes those.
TORCH = "torch==2.13.0"
PYTORCH = [TORCH, "numpy"]
BASELINES = [TORCH, "stable-baselines3==2.9.2"]
# OpenBLAS's kernels, of which a processor runs some; its own choice is not always the best.
KERNELS = ["", "Prescott", "Sandybridge", "Haswell", "Zen", "SkylakeX", "Cooperlake", "Neoversen1", "Armv8"]

# Opens a checkpoint and says how far a state's values are from those on standard input.
OPEN = """
import sys, numpy, safetensors, safetensors.numpy
tensors = safetensors.numpy.load_file(sys.argv[1])
with safetensors.safe_open(sys.argv[1], "numpy") as file:
    layers = len(file.metadata()["layers"].split("-")) + 1
row = numpy.arange(100, dtype=numpy.float32) / 100
for layer in range(layers):
    row = row @ tensors[f"layers.{layer}.weight"] + tensors[f"layers.{layer}.bias"]
    row = row if layer == layers - 1 else numpy.maximum(row, 0)
wanted = numpy.array(sys.stdin.read().split(), dtype=numpy.float32)
print(len(tensors), abs(row - wanted).max() / abs(wanted).max())
"""


def bench_learning(binary):
    """Updates, training, decisions and files of deep Q-learning, each against its peer."""
    program = os.path.join(os.path.dirname(binary), "LearningBench")
    if not os.path.exists(program):
        sys.exit(f"bench: there is no {program}")
    torch = python_with(PYTORCH)
    bench_products(program)
    bench_updates(program, torch)
    bench_training(program)
    bench_decisions(program, torch)
    bench_file(program)


def rate(command, **environment):
    """The number that a command prints, as a result of one."""
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env=dict(ENVIRONMENT, **environment))
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} failed: {done.stderr}")
    return (float(done.stdout),)


def peer(python, figure, threads, **environment):
    return lambda: rate([python, "-B", PEER, figure, str(threads)], **environment)


def ours(program, figure, threads=1):
    return lambda: rate([program, figure, str(threads)])


def report_peer(name, unit, own, peers, who, goal):
    """A rate against that of the peer's better way."""
    best = max(median(results) for results in peers)
    ratio = median(own) / best
    report(name, f"{median(own):,.0f}/s {unit}, {who} {best:,.0f}/s: {ratio:.2f} x",
           f">= {goal} x", ratio >= goal)


def bench_products(program):
    """The matrix products of an update against the best kernel of OpenBLAS, one thread each."""
    name, goal = "learning: products", 1.0
    kernels = {}
    for kernel in KERNELS:
        work = blas(program, kernel)
        try:
            kernels[kernel] = work()[0]
        except SystemExit:
            continue  # another processor's
    if not kernels:
        report(name, "OpenBLAS is not installed (Debian's libopenblas0-pthread)", f">= {goal} x", False)
        return
    best = max(kernels, key=kernels.get)
    own, theirs = alternate(5, ours(program, "products"), blas(program, best))
    report_peer(name, "updates' worth", own, [theirs], f"OpenBLAS ({best or 'its own choice'})", goal)


def blas(program, kernel):
    return lambda: rate([program, "openblas"], **({"OPENBLAS_CORETYPE": kernel} if kernel else {}))


def bench_updates(program, torch):
    """Gradient updates at 100-512-256-128-10 and a batch of 64: Double DQN with Adam."""
    names = [f"learning: updates, {count}" for count in ("1 thread", "2 threads")]
    works = [ours(program, "updates", 1), ours(program, "products"), ours(program, "updates", 2)]
    if torch:
        # Threads that spin are faster on an idle machine, sleeping ones on a busy one.
        works += [peer(torch, "updates", 1), peer(torch, "updates", 2),
                  peer(torch, "updates", 2, OMP_WAIT_POLICY="PASSIVE")]
    one, products, two, *theirs = alternate(5, *works)
    share = median(one) / median(products)
    report("learning: updates of the products alone",
           f"{median(one):,.0f}/s, products {median(products):,.0f}/s: {share:.2f} x",
           ">= 0.9 x", share >= .9)
    note("learning: 2 threads of 1", f"{median(two) / median(one):.2f} x")
    for name, own, peers, goal in ((names[0], one, theirs[:1], 2.0), (names[1], two, theirs[1:], 1.2)):
        if peers:
            report_peer(name, "updates", own, peers, "PyTorch", goal)
        else:
            report(name, "PyTorch cannot be installed", f">= {goal} x", False)


def bench_training(program):
    """Decisions with the environment, one update every four, on one thread each."""
    name, goal = "learning: decisions of a training", 2.3
    python = python_with(BASELINES)
    if not python:
        report(name, "stable-baselines3 cannot be installed", f">= {goal} x", False)
        return
    own, theirs = alternate(5, ours(program, "steps"), peer(python, "steps", 1))
    report_peer(name, "steps", own, [theirs], "stable-baselines3", goal)


def bench_decisions(program, torch):
    """The best action of one state."""
    name, goal = "learning: the best action of a state", 1.5
    if not torch:
        report(name, "PyTorch cannot be installed", f">= {goal} x", False)
        return
    own, theirs = alternate(5, ours(program, "inference"), peer(torch, "inference", 1))
    report_peer(name, "states", own, [theirs], "PyTorch", goal)


def bench_file(program):
    """Whether safetensors' own reader opens a checkpoint and computes the same values from it."""
    name, goal = "learning: a checkpoint in safetensors", "equal to 1e-5"
    python = python_with(["safetensors", "numpy"])
    if not python:
        report(name, "safetensors cannot be installed", goal, False)
        return
    path = os.path.join(SCRATCH, "agent.safetensors")
    values = subprocess.run([program, "checkpoint", path], capture_output=True, text=True,
                            check=True, env=ENVIRONMENT).stdout
    done = subprocess.run([python, "-c", OPEN, path], input=values, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        report(name, f"cannot be opened: {done.stderr.splitlines()[-1]}", goal, False)
        return
    count, error = done.stdout.split()
    report(name, f"{count} tensors, values off by {float(error):.1e}", goal, float(error) < 1e-5)
