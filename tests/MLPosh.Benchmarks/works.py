"""The same works as works.ps1, as a PyTorch user writes them.

Usage: works.py WORK THREADS [REPEAT]; prints the seconds of one unit and the most memory that the process has held, in
bytes. Only the training loop is timed, not the import of torch. REPEAT 0 gives the first run: a cold start.
"""
import resource
import sys
import time

import torch
from torch import nn

work, threads = sys.argv[1], int(sys.argv[2])
repeat = int(sys.argv[3]) if len(sys.argv) > 3 else 3
torch.set_num_threads(threads)
torch.manual_seed(1)


def line():
    x = torch.rand(1000, 1) * 20 - 10
    return x, 2 * x + 3 + torch.randn(1000, 1) * 0.2


def curve(count=1000):
    x = torch.rand(count, 1) * 30 - 15
    return x, 8 * x * x + 7 * x + 3 + torch.randn(count, 1)


def dense(*sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 128, batch_first=True)
        self.linear = nn.Linear(128, 10)

    def forward(self, x):
        return self.linear(self.lstm(x)[0][:, -1])


def full_batch(model, data, rate, epochs, every=1):
    x, y = data
    criterion, optimizer, losses = nn.L1Loss(), torch.optim.SGD(model.parameters(), lr=rate), []
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        if epoch % every == 0:
            losses.append(loss.item())
    return losses


def mini_batches(model, data, epochs):
    x, y = data
    criterion, optimizer, losses = nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters()), []
    for _ in range(epochs):
        order, total = torch.randperm(len(x)), 0.0
        for batch in order.split(128):
            optimizer.zero_grad()
            loss = criterion(model(x[batch]), y[batch])
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total)
    return losses


WORKS = {
    "line": (line, lambda: nn.Linear(1, 1), lambda m, d: full_batch(m, d, 0.01, 1000), 1000),
    "quadratic": (curve, lambda: dense(1, 10, 6, 1), lambda m, d: full_batch(m, d, 0.001, 5000), 5000),
    "digits": (lambda: (torch.randn(1280, 784), torch.randint(0, 10, (1280,))), lambda: dense(784, 512, 256, 10),
               lambda m, d: mini_batches(m, d, 10), 100),
    "lstm": (lambda: (torch.randn(640, 28, 28), torch.randint(0, 10, (640,))), Recurrent,
             lambda m, d: mini_batches(m, d, 3), 15),
    "quadratic-run": (curve, lambda: dense(1, 10, 6, 1), lambda m, d: full_batch(m, d, 0.001, 5000, 100), 1),
}

if work.startswith("product-"):
    # product-OUTPUTSxINPUTSxSAMPLES: what a linear layer computes, by OpenBLAS.
    outputs, inputs, samples = (int(size) for size in work.removeprefix("product-").split("x"))
    weight, x = torch.randn(outputs, inputs), torch.randn(inputs, samples)
    y = torch.empty(outputs, samples)
    count, best = max(1, int(2e8 / (outputs * inputs * samples))), float("inf")
    for _ in range(20):
        start = time.perf_counter()
        for _ in range(count):
            torch.mm(weight, x, out=y)
        best = min(best, (time.perf_counter() - start) / count)
    print(best)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    sys.exit()

make, network, train, units = WORKS[work]
data, seconds = make(), []
for _ in range(repeat + 1):
    model = network()
    start = time.perf_counter()
    train(model, data)
    seconds.append((time.perf_counter() - start) / units)
counted = sorted(seconds[1:] or seconds)
print(counted[len(counted) // 2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
