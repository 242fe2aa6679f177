"""Deep Q-learning as PyTorch and stable-baselines3 do it: `learning_peer.py FIGURE THREADS`.

Prints one number, as `LearningBench` does for the same figure. `scripts/bench learning` calls both.
"""

import copy
import sys
import time

import numpy
import torch
from torch import nn

STATE, ACTIONS, BATCH, MEMORY, DISCOUNT = 100, 10, 64, 10_000, .99


def rate(work, batch=20):
    """How often a second some work is done, in the fastest of twenty stretches after five."""
    rates = []
    for _ in range(25):
        start, count, passed = time.perf_counter(), 0, 0
        while passed < .1:
            for _ in range(batch):
                work()
            count += batch
            passed = time.perf_counter() - start
        rates.append(count / passed)
    return max(rates[5:])


def network():
    return nn.Sequential(
        nn.Linear(STATE, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(),
        nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, ACTIONS))


def updates():
    """Double DQN with Adam, Huber's loss and a clipped norm, drawn from a memory of tensors."""
    online = network()
    target = copy.deepcopy(online)
    adam = torch.optim.Adam(online.parameters(), lr=1e-4)
    huber = nn.SmoothL1Loss()
    states, after = (torch.eye(STATE)[torch.randint(STATE, (MEMORY,))] for _ in range(2))
    actions = torch.randint(ACTIONS, (MEMORY, 1))
    rewards, ends = torch.rand(MEMORY), (torch.rand(MEMORY) < .02).float()
    done = 0

    def update():
        nonlocal done
        drawn = torch.randint(MEMORY, (BATCH,))
        with torch.no_grad():
            best = online(after[drawn]).argmax(1, keepdim=True)
            value = target(after[drawn]).gather(1, best).squeeze(1)
            wanted = rewards[drawn] + DISCOUNT * (1 - ends[drawn]) * value
        loss = huber(online(states[drawn]).gather(1, actions[drawn]).squeeze(1), wanted)
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(online.parameters(), 10)
        adam.step()
        done += 1
        if done % 1_000 == 0:
            target.load_state_dict(online.state_dict())

    return rate(update)


def inference():
    """The best action of one state, which comes as a NumPy array."""
    online = network().eval()
    state = numpy.random.default_rng(2).random(STATE, dtype=numpy.float32)

    def best():
        with torch.inference_mode():
            return int(online(torch.from_numpy(state)).argmax())

    return rate(best)


def steps():
    """Decisions a second of stable-baselines3's DQN, after its memory has been filled a little."""
    import gymnasium
    from stable_baselines3 import DQN
    from stable_baselines3.common.callbacks import BaseCallback

    class Wheel(gymnasium.Env):
        """The environment of Tests/LearningBench/Wheel.swift."""

        observation_space = gymnasium.spaces.Box(0, 1, (STATE,), numpy.float32)
        action_space = gymnasium.spaces.Discrete(ACTIONS)

        def seen(self):
            state = numpy.zeros(STATE, numpy.float32)
            state[self.place] = 1
            return state

        def reset(self, *, seed=None, options=None):
            super().reset(seed=seed)
            self.place, self.steps = int(self.np_random.integers(STATE)), 0
            return self.seen(), {}

        def step(self, action):
            self.place = (self.place + int(action) + 1) % STATE
            self.steps += 1
            reward = 1. if self.place == 0 else -.01
            return self.seen(), reward, self.steps == 50, False, {}

    class Watch(BaseCallback):
        """Notes when the decisions that count begin."""

        def _on_step(self):
            if self.num_timesteps == 2_000:
                self.start = time.perf_counter()
            return True

    agent = DQN(
        "MlpPolicy", Wheel(), policy_kwargs={"net_arch": [512, 256, 128]}, learning_rate=1e-4,
        buffer_size=MEMORY, learning_starts=1_000, batch_size=BATCH, train_freq=4,
        gradient_steps=1, target_update_interval=4_000, exploration_initial_eps=.1,
        exploration_final_eps=.1, max_grad_norm=10, seed=1, device="cpu")
    watch = Watch()
    agent.learn(4_000, callback=watch)
    return 2_000 / (time.perf_counter() - watch.start)


torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)
print({"updates": updates, "inference": inference, "steps": steps}[sys.argv[1]]())
