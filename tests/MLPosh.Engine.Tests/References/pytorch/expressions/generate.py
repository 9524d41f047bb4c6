"""Values and derivatives of the operations of expressions, kinks and poles among them, as PyTorch has them.

Run here with torch: python3 generate.py > operations.json
"""
import json
import math

import torch

torch.set_default_dtype(torch.float64)
UNARY = {"Exp": torch.exp, "Log": torch.log, "Sqrt": torch.sqrt, "Sin": torch.sin, "Cos": torch.cos,
         "Tan": torch.tan, "Tanh": torch.tanh, "Abs": torch.abs, "Negate": torch.neg}
BINARY = {"Add": torch.add, "Subtract": torch.sub, "Multiply": torch.mul, "Divide": torch.div,
          "Pow": torch.pow, "Max": torch.maximum, "Min": torch.minimum}
PAIRS = [(2, 3), (0, 0), (0, 2), (0, 1), (-2, 3), (-2, 0), (1, 1), (0, -1), (3, 0), (0, 0.5), (1.5, -2.5), (-2, 0.5)]


def number(value):
    return value if math.isfinite(value) else str(value).replace("nan", "NaN").replace("inf", "Infinity")


def row(name, function, inputs):
    tensors = [torch.tensor(float(x), requires_grad=True) for x in inputs]
    value = function(*tensors)
    value.backward()
    return {"operation": name, "inputs": inputs, "value": number(value.item()),
            "derivatives": [number(t.grad.item()) for t in tensors]}


rows = [row(name, f, [x]) for name, f in UNARY.items() for x in (-1.25, 0.0, 0.5, 2.0)]
rows += [row(name, f, list(pair)) for name, f in BINARY.items() for pair in PAIRS]
print("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]")
