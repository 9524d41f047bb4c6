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


# ---- Optimizers, schedules and clipping: all runs train one network on one dataset; training/runs.json holds them. ----

EPOCHS, BATCH = 24, 16
# The engine's names of settings, and PyTorch's.
SETTINGS = {
    "LearningRate": "lr", "Momentum": "momentum", "Nesterov": "nesterov", "WeightDecay": "weight_decay", "Beta": "betas",
    "Epsilon": "eps", "AmsGrad": "amsgrad", "Alpha": "alpha", "Centered": "centered", "LearningRateDecay": "lr_decay",
    "InitialAccumulator": "initial_accumulator_value", "MomentumDecay": "momentum_decay", "MaxIteration": "max_iter",
    "MaxEvaluation": "max_eval", "GradientTolerance": "tolerance_grad", "ChangeTolerance": "tolerance_change",
    "HistorySize": "history_size", "LineSearch": "line_search_fn", "StepSize": "step_size", "Gamma": "gamma",
    "MaxEpoch": "T_max", "MinLearningRate": "eta_min", "PercentStart": "pct_start", "DivFactor": "div_factor",
    "FinalDivFactor": "final_div_factor", "Factor": "factor", "Patience": "patience", "Threshold": "threshold",
    "Cooldown": "cooldown",
}


def translated(settings):
    values = {"StrongWolfe": "strong_wolfe", "None": None}
    return {SETTINGS[k]: values.get(v, v) if isinstance(v, str) else v for k, v in settings.items()}


def make_optimizer(name, parameters, settings):
    options = translated(settings)
    if name == "NAdam":
        # Without foreach, 1.13 has µ_t twice in the product to t + 1; later versions do not.
        options["foreach"] = True
    return getattr(torch.optim, {"RMSProp": "RMSprop"}.get(name, name))(parameters, **options)


class Scheduler:
    """A torch scheduler behind one face: the rate of the step to come, told of each step and epoch."""

    def __init__(self, optimizer, name, settings, steps, epochs):
        library = torch.optim.lr_scheduler
        settings = dict(settings)
        self.optimizer, self.name, self.epoch = optimizer, name, 0
        self.warmup = settings.pop("WarmupEpoch", 0)
        start = settings.pop("WarmupFactor", 1 / 3)
        options = translated(settings)
        self.main_epochs = epochs - self.warmup
        self.make = {
            "Constant": lambda: library.LambdaLR(optimizer, lambda _: 1.0),
            "Step": lambda: library.StepLR(optimizer, **{"step_size": self.main_epochs // 3, "gamma": 0.1, **options}),
            "Exponential": lambda: library.ExponentialLR(optimizer, **{"gamma": 0.95, **options}),
            "Cosine": lambda: library.CosineAnnealingLR(optimizer, **{"T_max": self.main_epochs, **options}),
            "OneCycle": lambda: library.OneCycleLR(
                optimizer, max_lr=optimizer.param_groups[0]["lr"], total_steps=steps * self.main_epochs,
                cycle_momentum=False, **options),
            "ReduceOnPlateau": lambda: library.ReduceLROnPlateau(
                optimizer, **{("min_lr" if k == "eta_min" else k): v for k, v in options.items()}),
        }[name]
        self.main = self.make()
        if self.warmup:
            # What SequentialLR does at its milestone, for the schedulers it does not take too: the main one starts anew.
            self.first = optimizer.param_groups[0]["lr"]
            self.ramp = library.LinearLR(optimizer, start_factor=start, total_iters=self.warmup)

    def after_step(self):
        if self.name == "OneCycle" and self.epoch >= self.warmup:
            if self.main.last_epoch + 1 < self.main.total_steps:
                self.main.step()

    def after_epoch(self, loss):
        self.epoch += 1
        if self.epoch < self.warmup:
            self.ramp.step()
        elif self.epoch == self.warmup and self.warmup:
            for group in self.optimizer.param_groups:
                group["lr"] = self.first
        elif self.name == "ReduceOnPlateau":
            self.main.step(loss)
        elif self.name != "OneCycle":
            self.main.step()


def train(problem, name, optimizer, settings, schedule=None, schedule_settings=None, clip=None, precision="Double",
          batch=BATCH, epochs=EPOCHS):
    dtype = torch.float64 if precision == "Double" else torch.float32
    # NAdam and Adam keep their products and counts in the default type.
    torch.set_default_dtype(dtype)
    x, y, initial = problem
    x, y = x.to(dtype), y.to(dtype)
    model, _ = build(x.shape[1], TRAINED)
    model.load_state_dict({k: v.to(dtype) for k, v in initial.items()})
    stepper = make_optimizer(optimizer, model.parameters(), settings)
    count = len(x)
    starts = range(0, count, batch)
    scheduler = Scheduler(stepper, schedule, schedule_settings or {}, len(starts), epochs) if schedule else None
    losses, rates, norms = [], [], []
    for _ in range(epochs):
        total = 0.0
        for start in starts:
            bx, by = x[start:start + batch], y[start:start + batch]
            first = []

            def evaluate():
                stepper.zero_grad()
                loss = nn.functional.mse_loss(model(bx), by)
                loss.backward()
                limit = clip if clip else float("inf")
                norm = nn.utils.clip_grad_norm_(model.parameters(), limit) if clip else torch.linalg.norm(
                    torch.cat([p.grad.flatten() for p in model.parameters()]))
                if not first:
                    first.append((loss.item(), norm.item()))
                return loss

            rates_now = stepper.param_groups[0]["lr"]
            stepper.step(evaluate)
            total += first[0][0] * len(bx)
            if scheduler:
                scheduler.after_step()
        losses.append(total / count)
        rates.append(rates_now)
        norms.append(first[0][1])
        if scheduler:
            scheduler.after_epoch(losses[-1])
    torch.set_default_dtype(torch.float32)
    print(name, losses[0], losses[-1])
    return {
        "name": name, "optimizer": optimizer, "settings": settings, "schedule": schedule,
        "scheduleSettings": schedule_settings or {}, "gradientClip": clip, "precision": precision, "batchSize": batch,
        "epochs": epochs, "losses": losses, "learningRates": rates, "gradientNorms": norms,
        "final": tensors(model.named_parameters()),
    }


def write_training():
    torch.manual_seed(3)
    model, outputs = build(3, TRAINED)
    x, y = cloud(40, 3, outputs)
    problem = x, y, {k: v.clone() for k, v in model.state_dict().items()}
    runs = []
    for precision in "Double", "Single":
        short = {"Double": "double", "Single": "single"}[precision]
        for name, optimizer, settings in OPTIMIZER_RUNS:
            # LBFGS takes up to 25 evaluations a step, and amplifies rounding as fast.
            epochs, batch = (2, 40) if optimizer == "LBFGS" else (EPOCHS, BATCH)
            if optimizer != "LBFGS" or precision == "Double":
                runs.append(train(
                    problem, f"{name}-{short}", optimizer, settings, precision=precision, epochs=epochs, batch=batch))
    for name, schedule, settings in SCHEDULE_RUNS:
        runs.append(train(problem, name, "SGD", {"LearningRate": 0.3, "Momentum": 0.5}, schedule, settings))
    runs.append(train(problem, "clip-sgd", "SGD", {"LearningRate": 0.1}, clip=0.5))
    runs.append(train(problem, "clip-adam-single", "Adam", {"LearningRate": 0.02}, clip=0.3, precision="Single"))
    runs.append(train(problem, "clip-never", "SGD", {"LearningRate": 0.1}, clip=1000.0))
    runs.append(train(problem, "clip-lbfgs", "LBFGS", {"LineSearch": "StrongWolfe", "MaxIteration": 5}, clip=0.2,
                      epochs=4, batch=40))
    record = {
        "torch": torch.__version__, "inputSize": 3, "outputSize": outputs, "layers": TRAINED, "count": len(x),
        "x": x.double().flatten().tolist(), "y": y.double().flatten().tolist(),
        "initial": tensors(problem[2].items()), "runs": runs,
    }
    (HERE / "training" / "runs.json").write_text(json.dumps(record, indent=None) + "\n")


TRAINED = ["Linear(6)", "Tanh", "Linear(2)"]
OPTIMIZER_RUNS = [
    ("sgd-nesterov", "SGD", {"LearningRate": 0.1, "Momentum": 0.8, "Nesterov": True, "WeightDecay": 0.01}),
    ("adagrad", "Adagrad", {"LearningRate": 0.1}),
    ("adagrad-settings", "Adagrad", {"LearningRate": 0.2, "LearningRateDecay": 0.01, "InitialAccumulator": 0.3,
                                     "Epsilon": 1e-5, "WeightDecay": 0.02}),
    ("rmsprop", "RMSProp", {"LearningRate": 0.02}),
    ("rmsprop-settings", "RMSProp", {"LearningRate": 0.01, "Alpha": 0.9, "Epsilon": 1e-4, "Momentum": 0.6,
                                     "Centered": True, "WeightDecay": 0.02}),
    ("adam-defaults", "Adam", {}),
    ("adam", "Adam", {"LearningRate": 0.03}),
    ("adam-settings", "Adam", {"LearningRate": 0.03, "Beta": [0.8, 0.95], "Epsilon": 1e-4, "AmsGrad": True,
                               "WeightDecay": 0.05}),
    ("adamw", "AdamW", {"LearningRate": 0.03}),
    ("adamw-settings", "AdamW", {"LearningRate": 0.03, "Beta": [0.7, 0.9], "AmsGrad": True, "WeightDecay": 0.2}),
    ("nadam", "NAdam", {"LearningRate": 0.03}),
    ("nadam-settings", "NAdam", {"LearningRate": 0.02, "Beta": [0.8, 0.95], "Epsilon": 1e-5, "MomentumDecay": 0.05,
                                 "WeightDecay": 0.05}),
    ("lbfgs", "LBFGS", {"LearningRate": 0.5}),
    ("lbfgs-short-history", "LBFGS", {"LearningRate": 0.3, "HistorySize": 3, "MaxIteration": 8}),
    ("lbfgs-wolfe", "LBFGS", {"LineSearch": "StrongWolfe"}),
    ("lbfgs-wolfe-settings", "LBFGS", {"LineSearch": "StrongWolfe", "LearningRate": 20.0, "MaxIteration": 6,
                                       "MaxEvaluation": 30, "HistorySize": 4}),
]
SCHEDULE_RUNS = [
    ("schedule-constant-warmup", "Constant", {"WarmupEpoch": 5}),
    ("schedule-step", "Step", {}),
    ("schedule-step-settings", "Step", {"StepSize": 5, "Gamma": 0.6, "WarmupEpoch": 3, "WarmupFactor": 0.25}),
    ("schedule-exponential", "Exponential", {}),
    ("schedule-exponential-settings", "Exponential", {"Gamma": 0.8, "WarmupEpoch": 4}),
    ("schedule-cosine", "Cosine", {}),
    ("schedule-cosine-settings", "Cosine", {"MaxEpoch": 15, "MinLearningRate": 0.01, "WarmupEpoch": 2}),
    ("schedule-onecycle", "OneCycle", {}),
    ("schedule-onecycle-settings", "OneCycle", {"PercentStart": 0.5, "DivFactor": 4.0, "FinalDivFactor": 100.0}),
    ("schedule-onecycle-warmup", "OneCycle", {"WarmupEpoch": 4}),
    ("schedule-plateau", "ReduceOnPlateau", {"Patience": 1, "Threshold": 0.1}),
    ("schedule-plateau-settings", "ReduceOnPlateau", {"Factor": 0.5, "Patience": 0, "Threshold": 0.05, "Cooldown": 2,
                                                      "MinLearningRate": 0.1, "WarmupEpoch": 3}),
]
write_training()


# Recurrent layers: x is [sample, time, feature].
def build_recurrent(width, layers):
    """The modules; for a recurrent one, read from "LSTM(5, ReturnSequence=true, layers=2)", its settings too."""
    modules, settings = [], []
    for layer in layers:
        name, _, inside = layer.rstrip(")").partition("(")
        size, *rest = [part.strip() for part in inside.split(",")]
        given = dict(part.split("=") for part in rest)
        settings.append(given)
        if name in ("RNN", "LSTM", "GRU"):
            extra = {"nonlinearity": given["nonlinearity"].lower()} if "nonlinearity" in given else {}
            module = getattr(nn, name)(
                width, int(size), num_layers=int(given.get("layers", 1)), bias=given.get("bias") != "false",
                bidirectional=given.get("bidirectional") == "true", batch_first=True, **extra)
            width = int(size) * (2 if module.bidirectional else 1)
        elif name == "Linear":
            module, width = nn.Linear(width, int(size)), int(size)
        else:
            module = ACTIVATIONS[name]()
        modules.append(module)
    # Only for the parameters' names and numbers: a recurrent module gives a tuple, which Sequential cannot pass on.
    return nn.Sequential(*modules), settings


def run_recurrent(model, settings, x):
    for module, given in zip(model, settings):
        if not isinstance(module, nn.RNNBase):
            x = module(x)
            continue
        x, state = module(x)
        if given.get("ReturnSequence") != "true":
            # The last stacked layer's states at the end: forward's at the last step, backward's at the first.
            state = state[0] if isinstance(state, tuple) else state
            x = torch.cat(list(state[-2 if module.bidirectional else -1:]), dim=-1)
    return x


def write_recurrent(name, steps, features, layers, count=9, epochs=12, lr=0.1, momentum=0.0, batch=None,
                    precision="Double"):
    torch.manual_seed(1)
    dtype = torch.float64 if precision == "Double" else torch.float32
    model, settings = build_recurrent(features, layers)
    model = model.to(dtype)
    x = torch.randn(count, steps, features).to(dtype).requires_grad_(True)
    y = torch.randn(run_recurrent(model, settings, x).shape).to(dtype)
    criterion, optimizer = nn.MSELoss(), torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    initial = tensors(model.named_parameters())
    outputs = run_recurrent(model, settings, x)
    criterion(outputs, y).backward()
    input_gradient, x = x.grad.double().flatten().tolist(), x.detach()
    gradients = tensors((n, p.grad) for n, p in model.named_parameters())

    losses = []
    for _ in range(epochs):
        total = 0.0
        for start in range(0, count, batch or count):
            bx, by = x[start:start + (batch or count)], y[start:start + (batch or count)]
            optimizer.zero_grad()
            value = criterion(run_recurrent(model, settings, bx), by)
            value.backward()
            optimizer.step()
            total += value.item() * len(bx)
        losses.append(total / count)

    (HERE / f"{name}.json").write_text(json.dumps({
        "name": name, "torch": torch.__version__, "inputSize": steps * features, "inputShape": [steps, features],
        "outputSize": y[0].numel(), "layers": layers, "loss": "MSE", "precision": precision,
        "optimizer": {"name": "SGD", "learningRate": lr, "momentum": momentum, "weightDecay": 0.0},
        "batchSize": batch, "epochs": epochs, "count": count,
        "x": x.double().flatten().tolist(), "y": y.double().flatten().tolist(),
        "initial": initial, "outputs": outputs.detach().double().flatten().tolist(), "gradients": gradients,
        "losses": losses, "final": tensors(model.named_parameters()), "inputGradient": input_gradient,
    }) + "\n")
    print(name, losses[0], losses[-1])


write_recurrent("rnn-tanh", 5, 3, ["RNN(4)", "Linear(2)"])
write_recurrent("rnn-relu-sequence", 4, 2, ["RNN(5, nonlinearity=ReLU, ReturnSequence=true)", "Linear(2)", "Tanh"])
write_recurrent("rnn-stacked-bidirectional", 4, 3, ["RNN(3, layers=2, bidirectional=true, bias=false)", "Linear(1)"])
write_recurrent("lstm", 6, 2, ["LSTM(5)", "Linear(2)"], batch=4, momentum=0.9)
write_recurrent("lstm-sequence", 5, 3, ["LSTM(4, ReturnSequence=true)", "ReLU", "Linear(2)"])
write_recurrent("lstm-stacked", 4, 3, ["LSTM(4, layers=2)", "Linear(1)"])
write_recurrent("lstm-bidirectional", 4, 3, ["LSTM(3, bidirectional=true)", "Linear(2)"])
write_recurrent("lstm-stacked-bidirectional-sequence", 4, 2,
                ["Linear(3)", "Tanh", "LSTM(3, ReturnSequence=true, layers=2, bidirectional=true)", "Linear(1)"])
write_recurrent("lstm-single", 7, 3, ["LSTM(9, layers=2)", "Linear(2)"], count=21, epochs=10, precision="Single")
write_recurrent("gru", 6, 2, ["GRU(5)", "Linear(2)"], batch=4, momentum=0.9)
write_recurrent("gru-sequence", 5, 3, ["GRU(4, ReturnSequence=true)", "Linear(2)"])
write_recurrent("gru-stacked-bidirectional", 4, 3, ["GRU(3, layers=2, bidirectional=true)", "Linear(2)"])
write_recurrent("gru-then-lstm-single", 5, 2, ["GRU(6, ReturnSequence=true, bidirectional=true)", "LSTM(5)", "Linear(1)"],
                count=21, epochs=10, precision="Single")


class SequenceBatchNorm(nn.BatchNorm1d):
    """Takes [sample, time, feature], which PyTorch's has as [sample, feature, time]."""

    def forward(self, x):
        return super().forward(x.transpose(1, 2)).transpose(1, 2)


def layer_of(text, shape):
    """The module that MLPosh's text means for samples of this shape."""
    name, _, inside = text.rstrip(")").partition("(")
    parts = [part.strip() for part in inside.split(",") if part.strip()]
    values = [int(part) for part in parts if "=" not in part]
    settings = {k: {"true": True, "false": False}.get(v) if v in ("true", "false") else float(v)
                for k, v in (part.split("=") for part in parts if "=" in part)}
    whole = {k: int(settings[k]) for k in ("stride", "padding") if k in settings}
    if name == "Linear":
        return nn.Linear(shape[-1], *values)
    if name == "Flatten":
        return nn.Flatten()
    if name == "Conv2D":
        return nn.Conv2d(shape[0], *values, **whole, bias=settings.get("bias", True))
    if name in ("MaxPool", "AveragePool"):
        return {"MaxPool": nn.MaxPool2d, "AveragePool": nn.AvgPool2d}[name](*values, **whole)
    if name == "BatchNorm":
        kind, features = {1: (nn.BatchNorm1d, 0), 2: (SequenceBatchNorm, 1), 3: (nn.BatchNorm2d, 0)}[len(shape)]
        return kind(shape[features], **settings)
    if name == "LayerNorm":
        return nn.LayerNorm(shape[-1], eps=settings.get("eps", 1e-5), elementwise_affine=settings.get("affine", True))
    if name == "Embedding":
        return nn.Embedding(*values)
    return ACTIVATIONS[name]()


def state(model):
    return tensors((n, t) for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked"))


def write_layers(name, shape, layers, count=24, batch=None, epochs=5, lr=0.05, momentum=0.0, precision="Double"):
    """Outputs and gradients of a network in training and evaluation, then a training with what it leaves."""
    torch.manual_seed(5)
    dtype = torch.float64 if precision == "Double" else torch.float32
    torch.set_default_dtype(dtype)
    is_index = layers[0].startswith("Embedding")
    x = torch.randint(0, 5, (count, *shape)) if is_index else torch.randn(count, *shape).float().to(dtype) * 1.5 + 0.5
    modules, sample = [], x[:2]
    for text in layers:
        modules.append(layer_of(text, list(sample.shape[1:])))
        sample = modules[-1](sample)
    model = nn.Sequential(*modules)
    with torch.no_grad():
        for key, value in model.state_dict().items():
            # Rounded to single, so that the files are the same numbers in both precisions; running ones not as at first.
            if value.is_floating_point() and value.dim() == 1:
                value += torch.rand(len(value)) * 0.5
            if value.is_floating_point():
                value.copy_(value.float())
    y = torch.randn(count, sample[0].numel()).float().to(dtype)
    criterion, initial, modes = nn.MSELoss(), state(model), {}
    for mode in "training", "evaluation":
        model.load_state_dict({**model.state_dict(), **{
            n: torch.tensor(t["value"], dtype=dtype).reshape(t["shape"]) for n, t in initial.items()}})
        model.train(mode == "training")
        model.zero_grad()
        at = x if is_index else x.clone().requires_grad_(True)
        outputs = model(at)
        criterion(outputs.flatten(1), y).backward()
        modes[mode] = {
            "outputs": outputs.detach().double().flatten().tolist(),
            "gradients": tensors((n, p.grad) for n, p in model.named_parameters()),
            "inputGradient": [0.0] * x.numel() if is_index else at.grad.double().flatten().tolist(),
        }
    model.load_state_dict({**model.state_dict(), **{
        n: torch.tensor(t["value"], dtype=dtype).reshape(t["shape"]) for n, t in initial.items()}})
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum) if list(model.parameters()) else None
    losses = []
    for _ in range(epochs if optimizer else 0):
        total = 0.0
        for start in range(0, count, batch or count):
            bx, by = x[start:start + (batch or count)], y[start:start + (batch or count)]
            optimizer.zero_grad()
            value = criterion(model(bx).flatten(1), by)
            value.backward()
            optimizer.step()
            total += value.item() * len(bx)
        losses.append(total / count)
    model.eval()
    record = {
        "name": name, "torch": torch.__version__, "inputShape": list(shape), "layers": layers, "precision": precision,
        "count": count, "batchSize": batch, "epochs": epochs, "learningRate": lr, "momentum": momentum,
        "x": x.double().flatten().tolist(), "y": y.double().flatten().tolist(), "initial": initial, **modes,
        "losses": losses, "final": state(model), "finalOutputs": model(x).detach().double().flatten().tolist(),
    }
    torch.set_default_dtype(torch.float32)
    (HERE / "layers").mkdir(exist_ok=True)
    (HERE / "layers" / f"{name}.json").write_text(json.dumps(record) + "\n")
    print(name, losses[:1], losses[-1:])


write_layers("conv", (2, 6, 5), ["Conv2D(3, 3)", "Tanh", "Flatten", "Linear(2)"], count=12, batch=5)
write_layers("conv-stride-padding", (3, 7, 8), ["Conv2D(4, 3, stride=2, padding=2)", "ReLU",
                                                "Conv2D(5, 2, padding=1, bias=false)", "Flatten", "Linear(2)"], count=12, batch=5)
write_layers("max-pool", (2, 7, 6), ["MaxPool(3, stride=2, padding=1)", "Flatten", "Linear(2)"], count=12, lr=0.005)
write_layers("max-pool-alone", (2, 6, 6), ["MaxPool(2)"], count=4)
write_layers("average-pool", (2, 7, 6), ["AveragePool(3, stride=2, padding=1)", "Flatten", "Linear(2)"],
             count=12)
write_layers("average-pool-alone", (2, 6, 6), ["AveragePool(2)"], count=4)
write_layers("batch-norm", (3,), ["Linear(5)", "BatchNorm", "Tanh", "Linear(2)"], batch=10, epochs=8)
write_layers("batch-norm-settings", (3,), ["BatchNorm(momentum=0.3, eps=0.01, affine=false)", "Linear(2)"], batch=7)
write_layers("batch-norm-sequence", (4, 3), ["BatchNorm", "Flatten", "Linear(2)"], batch=10)
write_layers("batch-norm-image", (2, 4, 3), ["BatchNorm(momentum=0.5)", "Flatten", "Linear(2)"], batch=10)
write_layers("layer-norm", (5,), ["LayerNorm", "Linear(2)"], batch=10)
write_layers("layer-norm-sequence", (4, 3), ["LayerNorm(eps=0.01)", "Tanh", "LayerNorm(affine=false)", "Flatten",
                                             "Linear(2)"])
write_layers("embedding", (3,), ["Embedding(5, 4)", "Flatten", "Linear(2)"], batch=10)
CONV_NET = ["Conv2D(4, 3, padding=1)", "BatchNorm", "ReLU", "MaxPool(2)", "Conv2D(6, 2)", "ReLU", "AveragePool(2)",
            "Flatten", "Linear(3)"]
write_layers("conv-net", (1, 8, 8), CONV_NET, batch=10, epochs=12, momentum=0.9)
write_layers("conv-net-single", (1, 8, 8), CONV_NET, batch=10, epochs=6, precision="Single")


def write_codes():
    """Autoencoders and radial units, written out with autograd: losses with their penalties, gradients, trajectories."""
    def forward(layers, p, x):
        penalty = 0
        for i, (kind, *numbers) in enumerate(layers):
            if kind == "Linear":
                x = x @ p[f"{i}.weight"].T + p[f"{i}.bias"]
            elif kind == "RadialBasis":
                distance = ((x[:, None, :] - p[f"{i}.center"][None]) ** 2).sum(dim=2)
                x = torch.exp(-distance / (2 * p[f"{i}.width"] ** 2))
            elif kind == "Sample":
                # Outside training: the mean.
                size, weight = numbers
                x, code = x[:, :size], torch.distributions.Normal(x[:, :size], torch.exp(x[:, size:] / 2))
                prior = torch.distributions.Normal(torch.zeros_like(x), torch.ones_like(x))
                penalty += weight * torch.distributions.kl_divergence(code, prior).sum(dim=1).mean()
            elif kind == "Sparse":
                rho, weight = numbers
                target = torch.full((x.shape[1],), rho, dtype=x.dtype)
                penalty += weight * torch.distributions.kl_divergence(
                    torch.distributions.Bernoulli(target), torch.distributions.Bernoulli(x.mean(dim=0))).sum()
            elif kind == "SparseL1":
                penalty += numbers[0] * x.abs().sum(dim=1).mean()
            else:
                x = ACTIVATIONS[kind]()(x)
        return x, penalty

    def write_code(name, size, layers, count, epochs, lr=0.1, output_size=None):
        torch.manual_seed(3)
        p, width = {}, size
        for i, (kind, *numbers) in enumerate(layers):
            if kind == "Linear":
                linear = nn.Linear(width, numbers[0]).double()
                p[f"{i}.weight"], p[f"{i}.bias"], width = linear.weight.detach(), linear.bias.detach(), numbers[0]
            elif kind == "RadialBasis":
                p[f"{i}.center"] = torch.randn(numbers[0], width, dtype=torch.float64)
                p[f"{i}.width"], width = torch.rand(numbers[0], dtype=torch.float64) + 0.5, numbers[0]
            elif kind == "Sample":
                width = numbers[0]
        x = torch.randn(count, size, dtype=torch.float64)
        y = x if output_size is None else torch.sin(x @ torch.randn(size, output_size, dtype=torch.float64))
        initial = tensors(p.items())
        p = {key: value.clone().requires_grad_(True) for key, value in p.items()}
        outputs, penalty = forward(layers, p, x)
        loss = nn.functional.mse_loss(outputs, y) + penalty
        gradients = tensors(zip(p, torch.autograd.grad(loss, list(p.values()))))
        optimizer, losses = torch.optim.SGD(list(p.values()), lr=lr), []
        for _ in range(epochs):
            optimizer.zero_grad()
            outputs_now, penalty_now = forward(layers, p, x)
            value = nn.functional.mse_loss(outputs_now, y) + penalty_now
            value.backward()
            optimizer.step()
            losses.append(value.item())
        words = {"Sample": "Sample({0}, weight={1})", "Sparse": "Sparse({0}, weight={1})"}
        record = {
            "name": name, "inputSize": size, "isAutoEncoder": output_size is None,
            "layers": [words.get(k, "{kind}({0})" if n else "{kind}").format(*n, kind=k) for k, *n in layers],
            "x": x.flatten().tolist(), "y": y.flatten().tolist(), "initial": initial, "outputs": outputs.flatten().tolist(),
            "meanLoss": loss.item(), "gradients": gradients, "learningRate": lr, "losses": losses,
            "final": tensors(p.items()),
        }
        (HERE / "codes").mkdir(exist_ok=True)
        (HERE / "codes" / f"{name}.json").write_text(json.dumps(record) + "\n")
        print(name, loss.item(), losses[-1:])

    write_code("autoencoder", 6, [("Linear", 5), ("Tanh",), ("Linear", 2), ("Linear", 5), ("Tanh",), ("Linear", 6)], 40, 40)
    write_code("variational", 5, [("Linear", 7), ("Tanh",), ("Linear", 6), ("Sample", 3, 0.3), ("Linear", 5)], 33, 0)
    write_code("sparse", 5, [("Linear", 8), ("Sigmoid",), ("Sparse", 0.1, 0.05), ("Linear", 5)], 50, 40)
    write_code("sparse-l1", 5, [("Linear", 8), ("ReLU",), ("SparseL1", 0.02), ("Linear", 5)], 50, 40)
    write_code("radial-basis", 3, [("RadialBasis", 6), ("Linear", 2)], 40, 40, lr=0.3, output_size=2)
    write_code("radial-basis-deep", 3, [("Linear", 4), ("Tanh",), ("RadialBasis", 6), ("Linear", 1)], 40, 40, lr=0.3,
               output_size=1)


write_codes()
