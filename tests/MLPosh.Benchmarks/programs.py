"""The lecture's two programs as a PyTorch user writes them. Usage: programs.py line|quadratic THREADS; prints seconds.

Only the training loop is timed, not the import of torch.
"""
import sys
import time

import torch
from torch import nn

which, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
torch.manual_seed(1)

if which == "line":
    x = torch.rand(1000, 1) * 20 - 10
    y = 2 * x + 3 + torch.randn(1000, 1) * 0.2
    model, epochs, rate, every = nn.Linear(1, 1), 1000, 0.01, 10
else:
    x = torch.rand(1000, 1) * 30 - 15
    y = 8 * x * x + 7 * x + 3 + torch.randn(1000, 1)
    model = nn.Sequential(nn.Linear(1, 10), nn.ReLU(), nn.Linear(10, 6), nn.ReLU(), nn.Linear(6, 1))
    epochs, rate, every = 5000, 0.001, 100

criterion = nn.L1Loss()
optimizer = torch.optim.SGD(model.parameters(), lr=rate)
shown = []
start = time.perf_counter()
for epoch in range(epochs):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    if epoch % every == 0:
        shown.append(loss.item())
print(time.perf_counter() - start)
