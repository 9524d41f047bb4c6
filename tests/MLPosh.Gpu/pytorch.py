"""The works of MLPosh.Gpu's benchmark, as a PyTorch user writes them, on the same GPU.

Usage: pytorch.py [--cpu] [--seconds N]
  --cpu        without a GPU: tries the script itself; CUDA graphs are left out
  --seconds N  the most that each measurement runs (60 unless given)

Writes a table in markdown. Each work is measured in up to three ways: eager; with the step of a training captured in a CUDA
graph; and compiled by torch.compile. In single precision throughout, without TF32. Where one does not go, the cell says why.
"""
import argparse
import datetime
import platform
import statistics
import time

import torch
from torch import nn

ROUNDS = 5

options = argparse.ArgumentParser()
options.add_argument("--cpu", action="store_true")
options.add_argument("--seconds", type=float, default=60)
options = options.parse_args()
if not options.cpu and not torch.cuda.is_available():
    raise SystemExit("PyTorch finds no CUDA device here; --cpu tries the script without one.")

device = torch.device("cpu" if options.cpu else "cuda")
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False
torch.manual_seed(1)


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 128, batch_first=True)
        self.linear = nn.Linear(128, 10)

    def forward(self, x):
        return self.linear(self.lstm(x)[0][:, -1])


class Many(nn.Module):
    """Networks of linear layers and ReLU side by side, in batched products."""

    def __init__(self, networks, *sizes):
        super().__init__()
        shapes = list(zip(sizes, sizes[1:]))
        self.weights = nn.ParameterList([nn.Parameter(torch.empty(networks, i, o).uniform_(-1, 1) / i ** 0.5) for i, o in shapes])
        self.biases = nn.ParameterList([nn.Parameter(torch.empty(networks, 1, o).uniform_(-1, 1) / i ** 0.5) for i, o in shapes])

    def forward(self, x):
        x = x.expand(len(self.weights[0]), *x.shape)
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            x = torch.baddbmm(bias, torch.relu(x) if i else x, weight)
        return x


class Rates:
    """SGD with a learning rate a network."""

    def __init__(self, model):
        self.parameters = list(model.parameters())
        count = len(self.parameters[0])
        self.rates = (torch.arange(1, count + 1, device=device) * 1e-6).view(count, 1, 1)

    def zero_grad(self, set_to_none):
        for parameter in self.parameters:
            parameter.grad = None

    @torch.no_grad()
    def step(self):
        for parameter in self.parameters:
            parameter.addcmul_(self.rates, parameter.grad, value=-1)


def dense(*sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def curve():
    x = (torch.arange(1000, device=device) * 0.03 - 15).unsqueeze(1)
    return x, 8 * x * x + 7 * x + 3


def classes(count, *shape):
    return torch.randn(count, *shape, device=device), torch.randint(0, 10, (count,), device=device)


def sgd(model, capturable):
    return torch.optim.SGD(model.parameters(), lr=0.001)


def adam(model, capturable):
    # A captured step needs its step counts on the GPU.
    return torch.optim.Adam(model.parameters(), capturable=True) if capturable else torch.optim.Adam(model.parameters())


def rates(model, capturable):
    return Rates(model)


def each_l1(output, y):
    # The sum of each network's mean: none sees another's gradient.
    return (output - y).abs().mean(dim=(1, 2)).sum()


# Title, unit and its scale, network, loss, optimizer, data, batch (None: all samples).
WORKS = [
    ("program 2: 1-10-6-1 ReLU, 1000 samples, L1, SGD, 5000 epochs", "µs an epoch", 1e6,
     lambda: dense(1, 10, 6, 1), nn.L1Loss(), sgd, curve, None),
    ("784-512-256-10 ReLU, batch 128, cross-entropy, Adam", "ms a step", 1e3,
     lambda: dense(784, 512, 256, 10), nn.CrossEntropyLoss(), adam, lambda: classes(8192, 784), 128),
    ("784-512-256-10 ReLU, batch 4096, cross-entropy, Adam", "ms a step", 1e3,
     lambda: dense(784, 512, 256, 10), nn.CrossEntropyLoss(), adam, lambda: classes(8192, 784), 4096),
    ("LSTM 28 to 128, 28 steps, then 10, batch 128, cross-entropy, Adam", "ms a step", 1e3,
     Recurrent, nn.CrossEntropyLoss(), adam, lambda: classes(2048, 28, 28), 128),
    ("program 2 with 1024 learning rates, 5000 epochs each", "s", 5000,
     lambda: Many(1024, 1, 10, 6, 1), each_l1, rates, curve, None),
]


def synchronize():
    if not options.cpu:
        torch.cuda.synchronize()


def step_of(model, criterion, optimizer):
    def step(x, y):
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.detach()
    return step


def captured(step, x, y):
    """A step as a CUDA graph: batches are copied to where the graph looks for them."""
    place_x, place_y = x.clone(), y.clone()
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(3):
            step(place_x, place_y)
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        loss = step(place_x, place_y)

    def replay(x, y):
        place_x.copy_(x)
        place_y.copy_(y)
        graph.replay()
        return loss
    return replay


def epoch(step, x, y, batch):
    """One pass in a new order; the losses stay on the GPU."""
    if batch is None:
        return step(x, y), 1
    order, total, count = torch.randperm(len(x), device=device), torch.zeros((), device=device), 0
    for indices in order.split(batch):
        total += step(x[indices], y[indices])
        count += 1
    return total, count


def measure(work, way):
    """Seconds of a step: the median of some rounds, each of as many epochs as fit, 5000 steps at most."""
    _, _, _, network, criterion, make_optimizer, make_data, batch = work
    model, (x, y) = network().to(device), make_data()
    optimizer = make_optimizer(model, way == "CUDA graphs")
    step = step_of(torch.compile(model) if way == "compiled" else model, criterion, optimizer)
    if way == "CUDA graphs":
        size = batch or len(x)
        step = captured(step, x[:size], y[:size])
    for _ in range(3):
        epoch(step, x, y, batch)
    synchronize()
    rounds = []
    for _ in range(ROUNDS):
        steps, start = 0, time.perf_counter()
        while steps < 5000 and time.perf_counter() - start < options.seconds / ROUNDS:
            loss, count = epoch(step, x, y, batch)
            steps += count
            # A look now and then, as a user has, and so that the queue does not run ahead of the clock.
            if steps % 100 < count:
                loss.item()
        synchronize()
        rounds.append((time.perf_counter() - start) / steps)
    return statistics.median(rounds)


def cell(work, way):
    if way == "CUDA graphs" and options.cpu:
        return "no GPU"
    if way == "compiled" and not hasattr(torch, "compile"):
        return f"not in {torch.__version__}"
    try:
        return f"{measure(work, way) * work[2]:.3f}"
    except Exception as problem:  # The other cells are wanted all the same.
        return f"FAILED: {str(problem).splitlines()[0][:80]}"


date = datetime.datetime.now(datetime.timezone.utc).strftime("%d %B %Y, %H:%M UTC").lstrip("0")
name = "CPU" if options.cpu else torch.cuda.get_device_name()
cudnn = "" if options.cpu else f", CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}"
print(f"{date}. {name}{cudnn}. {platform.platform()}, PyTorch {torch.__version__}, single precision without TF32.\n")
WAYS = ["eager", "CUDA graphs", "compiled"]
print(f"| work | unit | {' | '.join(WAYS)} |")
print(f"|---|---|{'---|' * len(WAYS)}")
failed = False
for work in WORKS:
    cells = [cell(work, way) for way in WAYS]
    failed = failed or any(text.startswith("FAILED") for text in cells)
    print(f"| {work[0]} | {work[1]} | {' | '.join(cells)} |", flush=True)
raise SystemExit(1 if failed else 0)
