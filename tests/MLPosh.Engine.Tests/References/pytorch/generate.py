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
ACTIVATIONS = {
    "Linear": nn.Identity, "Sigmoid": nn.Sigmoid, "Tanh": nn.Tanh, "ReLU": nn.ReLU, "LeakyReLU": nn.LeakyReLU,
    "ELU": nn.ELU, "SELU": nn.SELU, "GELU": nn.GELU, "SiLU": nn.SiLU, "Mish": nn.Mish, "Softplus": nn.Softplus,
    "Softsign": nn.Softsign, "HardSigmoid": nn.Hardsigmoid, "Softmax": lambda: nn.Softmax(dim=-1),
    "LogSoftmax": lambda: nn.LogSoftmax(dim=-1),
}
LOSSES = {
    "L1": nn.L1Loss, "MSE": nn.MSELoss, "Huber": nn.HuberLoss, "SmoothL1": nn.SmoothL1Loss,
    "CrossEntropy": nn.CrossEntropyLoss, "BinaryCrossEntropy": nn.BCEWithLogitsLoss,
    "NegativeLogLikelihood": nn.NLLLoss, "Hinge": nn.MultiMarginLoss, "SquaredHinge": lambda: nn.MultiMarginLoss(p=2),
    "KullbackLeibler": lambda: nn.KLDivLoss(reduction="batchmean"),
}


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
          precision="Double", seed=1, classes=None):
    torch.manual_seed(seed)
    dtype = torch.float64 if precision == "Double" else torch.float32
    model, output_size = build(input_size, layers)
    x, y = data(count, input_size, output_size)
    x, y, model = x.float().to(dtype), y if classes else y.float().to(dtype), model.to(dtype)
    criterion = LOSSES[loss]()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum, weight_decay=decay)
    initial = tensors(model.named_parameters())

    optimizer.zero_grad()
    x.requires_grad_(True)
    criterion(model(x), y).backward()
    input_gradient = x.grad.double().flatten().tolist()
    x = x.detach()
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
    if classes:
        # The files without classes are older than these two numbers.
        record |= {"classes": classes, "inputGradient": input_gradient}
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


def labels(count, inputs, classes):
    x = torch.randn(count, inputs)
    return x, (x @ torch.randn(inputs, classes)).argmax(dim=1)


write("cross-entropy", 4, ["Linear(7)", "GELU", "Linear(3)"], "CrossEntropy", 60, labels, 40, batch=16, lr=0.2,
      classes=3)
write("cross-entropy-single", 4, ["Linear(20)", "Mish", "Linear(5)"], "CrossEntropy", 70, labels, 20, lr=0.1,
      precision="Single", classes=5)
write("log-softmax-nll", 3, ["Linear(6)", "SELU", "Linear(4)", "LogSoftmax"], "NegativeLogLikelihood", 45, labels, 30,
      batch=10, lr=0.1, momentum=0.9, classes=4)
write("margin", 3, ["Linear(6)", "ELU", "Linear(4)"], "Hinge", 45, labels, 30, lr=0.1, classes=4)
write("squared-margin", 3, ["Softmax", "Linear(6)", "Softplus", "Linear(3)"], "SquaredHinge", 45, labels, 30, lr=0.3,
      classes=3)


def halves(count, inputs, outputs):
    x, y = cloud(count, inputs, outputs)
    return x, torch.sigmoid(y)


def shares(count, inputs, outputs):
    x, y = cloud(count, inputs, outputs)
    return x, torch.softmax(3 * y, dim=1)


write("binary-cross-entropy", 3, ["Linear(6)", "SiLU", "Linear(2)"], "BinaryCrossEntropy", 45, halves, 30, lr=0.5)
write("huber", 3, ["Linear(6)", "Softsign", "Linear(2)"], "Huber", 45, cloud, 30, lr=0.5)
write("smooth-l1", 3, ["Linear(6)", "Sigmoid", "Linear(2)"], "SmoothL1", 45, cloud, 30, lr=0.5)
write("kullback-leibler", 3, ["Linear(6)", "LeakyReLU", "Linear(3)", "LogSoftmax"], "KullbackLeibler", 45, shares, 30,
      lr=0.5)
write("soft-cross-entropy", 3, ["Linear(6)", "Tanh", "Linear(3)"], "CrossEntropy", 45, shares, 30, lr=0.5)


def write_activations():
    """Values and derivatives of every activation; Softmax and LogSoftmax take all points as one sample."""
    record = {}
    for name, make in ACTIVATIONS.items():
        z = torch.tensor([-20, -6.5, -4, -3.1, -1.5, -1, -0.3, -1e-3, 1e-3, 0.25, 0.8, 1, 2.9, 4, 7.25, 19],
                         dtype=torch.float64, requires_grad=True)
        y = make()(z)
        slopes = [torch.autograd.grad(y[i], z, retain_graph=True)[0][i].item() for i in range(len(z))]
        record[name] = {"at": z.tolist(), "value": y.tolist(), "derivative": slopes}
    (HERE / "functions").mkdir(exist_ok=True)
    (HERE / "functions" / "activations.json").write_text(json.dumps(record) + "\n")


write_activations()
