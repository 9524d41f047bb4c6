#!/usr/bin/env python3
"""Writes the PyTorch numbers that the engine's tests compare with, one JSON file a network, beside this script.

Run it with a Python that has PyTorch (Debian: apt-get install python3-torch; /usr/bin/python3 generate.py). It is never
run by the build or by a test: the numbers are stored, so that PyTorch is no dependency of the project.
"""
import json
import pathlib

import torch
from torch import nn

HERE = pathlib.Path(__file__).parent
ACTIVATIONS = {"ReLU": nn.ReLU, "Sigmoid": nn.Sigmoid, "Tanh": nn.Tanh, "Linear": nn.Identity}
LOSSES = {"L1": nn.L1Loss, "MSE": nn.MSELoss}


def build(input_size, layers):
    modules, width = [], input_size
    for layer in layers:
        if layer.startswith("Linear("):
            size, *rest = layer[len("Linear("):-1].split(",")
            modules.append(nn.Linear(width, int(size), bias=not rest))
            width = int(size)
        else:
            modules.append(ACTIVATIONS[layer]())
    return nn.Sequential(*modules), width


def tensors(named):
    return {name: {"shape": list(t.shape), "value": t.detach().double().flatten().tolist()} for name, t in named}


def write(name, input_size, layers, loss, count, data, epochs, batch=None, lr=0.01, momentum=0.0, decay=0.0,
          precision="Double", seed=1):
    torch.manual_seed(seed)
    dtype = torch.float64 if precision == "Double" else torch.float32
    model, output_size = build(input_size, layers)
    x, y = data(count, input_size, output_size)
    x, y, model = x.float().to(dtype), y.float().to(dtype), model.to(dtype)
    criterion = LOSSES[loss]()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum, weight_decay=decay)
    initial = tensors(model.named_parameters())

    optimizer.zero_grad()
    criterion(model(x), y).backward()
    gradients = tensors((n, p.grad) for n, p in model.named_parameters())
    outputs = model(x).detach().double().flatten().tolist()

    losses = []
    for _ in range(epochs):
        total = 0.0
        for start in range(0, count, batch or count):
            bx, by = x[start:start + (batch or count)], y[start:start + (batch or count)]
            optimizer.zero_grad()
            value = criterion(model(bx), by)
            value.backward()
            optimizer.step()
            total += value.item() * len(bx)
        losses.append(total / count)

    record = {
        "name": name, "torch": torch.__version__, "inputSize": input_size, "outputSize": output_size,
        "layers": layers, "loss": loss, "precision": precision,
        "optimizer": {"name": "SGD", "learningRate": lr, "momentum": momentum, "weightDecay": decay},
        "batchSize": batch, "epochs": epochs, "count": count,
        "x": x.double().flatten().tolist(), "y": y.double().flatten().tolist(),
        "initial": initial, "outputs": outputs, "gradients": gradients, "losses": losses,
        "final": tensors(model.named_parameters()),
    }
    (HERE / f"{name}.json").write_text(json.dumps(record, indent=None) + "\n")
    print(name, losses[0], losses[-1])


def line(count, _, __):
    x = torch.rand(count, 1) * 20 - 10
    return x, 2 * x + 3 + torch.randn(count, 1) * 0.2


def quadratic(count, _, __):
    x = torch.rand(count, 1) * 30 - 15
    return x, 8 * x * x + 7 * x + 3 + torch.randn(count, 1)


def cloud(count, inputs, outputs):
    x = torch.randn(count, inputs)
    return x, torch.sin(x @ torch.randn(inputs, outputs)) + 0.1 * torch.randn(count, outputs)


QUADRATIC = ["Linear(10)", "ReLU", "Linear(6)", "ReLU", "Linear(1)"]
write("line-l1", 1, ["Linear(1)"], "L1", 100, line, 200)
write("quadratic-l1-double", 1, QUADRATIC, "L1", 100, quadratic, 100, lr=0.001)
write("quadratic-l1-single", 1, QUADRATIC, "L1", 100, quadratic, 50, lr=0.001, precision="Single")
write("tanh-momentum-batches", 3, ["Linear(8)", "Tanh", "Linear(2)"], "MSE", 50, cloud, 30, batch=16, lr=0.05,
      momentum=0.9, decay=0.01)
write("sigmoid-mse", 4, ["Linear(5)", "Sigmoid", "Linear(3)", "Sigmoid", "Linear(1)"], "MSE", 33, cloud, 60, lr=0.5)
write("odd-widths-mixed", 5, ["Linear(17)", "Tanh", "ReLU", "Linear(33,bias=false)", "Sigmoid", "Linear(7)", "Linear",
      "Linear(2)"], "L1", 131, cloud, 20, batch=37, lr=0.02, decay=0.001)
write("starts-with-activation", 3, ["Tanh", "Linear(4)", "Tanh"], "MSE", 20, cloud, 20, lr=0.1, momentum=0.5)
