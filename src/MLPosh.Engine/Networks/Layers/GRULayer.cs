using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Gated recurrent unit. With a = W_ih x + b_ih and b = W_hh h' + b_hh of three parts each, and h' of the step before:
/// r = σ(a₁ + b₁), z = σ(a₂ + b₂), n = tanh(a₃ + r b₃); h = (1 - z) n + z h'. Backward: dn = dh (1 - z) (1 - n²) = da₃,
/// db₃ = dn r, dr = dn b₃ r (1 - r) = da₁ = db₁, dz = dh (h' - n) z (1 - z) = da₂ = db₂, and dh' += dh z.
/// </summary>
/// <remarks>
/// r stands outside the product with W_hh, as in PyTorch and cuDNN, not on h' as in the first paper.
/// Source: https://pytorch.org/docs/stable/generated/torch.nn.GRU.html.
/// </remarks>
public sealed class GRULayer : RecurrentLayer
{
    internal static readonly LayerKind Kind = new(
        "GRU", "GRU(h)", arguments => new GRULayer(arguments.Whole("size"), RecurrentSettings.Read(arguments)));

    /// <param name="hiddenSize">Size of the hidden state, at least 1.</param>
    /// <param name="settings">Those of all recurrent layers.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public GRULayer(int hiddenSize, RecurrentSettings? settings = null)
        : base(hiddenSize, settings)
    {
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    private protected override int GateCount => 3;

    private protected override RecurrentPass Pass(PassParts parts) => new GatedPass(parts, HiddenSize);

    // A step's rows: a₁ + b₁, a₂ + b₂, a₃, b₃.
    private sealed class GatedPass(PassParts parts, int size) : RecurrentPass(parts, size)
    {
        private readonly Rows _gates = parts.Recorder.New(parts.States.Steps * 4 * size);

        protected override int GateStep => 4 * HiddenSize;

        protected override int InputGates => 3 * HiddenSize;

        protected override IReadOnlyList<HiddenProduct> HiddenProducts { get; } =
            [new(0, 0, 2 * size, Adds: true), new(3 * size, 2 * size, size, Adds: false)];

        protected override bool CellReachesBack => true;

        protected override Rows Gates(int time) => _gates.Slice(time * GateStep, GateStep);

        protected override Rows GateGradients(int time) => Gates(time);

        protected override Operation Forward(int time) =>
            Kernels.Of(new Cell(HiddenSize), Gates(time), StateBefore(time), State(time));

        // What comes before the first step is no one's gradient.
        protected override Operation Backward(int time) => Kernels.Of(
            new CellBackward(HiddenSize, HasGradientBefore && time != FirstTime),
            Gates(time),
            StateBefore(time),
            StateGradient(time),
            GradientBefore(time));
    }

    /// <summary>Operands: gates (values in the place of the first three), h', h.</summary>
    internal readonly struct Cell(int size) : IKernel
    {
        public int Count => size;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int j)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var r = RealMath.Sigmoid(view.Get(0, j));
            var z = RealMath.Sigmoid(view.Get(0, size + j));
            var n = T.Tanh(T.MultiplyAdd(r, view.Get(0, (3 * size) + j), view.Get(0, (2 * size) + j)));
            view.Set(0, j, r);
            view.Set(0, size + j, z);
            view.Set(0, (2 * size) + j, n);
            view.Set(2, j, T.MultiplyAdd(z, view.Get(1, j) - n, n));
        }
    }

    /// <summary>Operands: gates (gradients in their place), h', dh, dh'.</summary>
    internal readonly struct CellBackward(int size, Flag adds) : IKernel
    {
        public int Count => size;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int j)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var one = T.Constant(1);
            var (r, z) = (view.Get(0, j), view.Get(0, size + j));
            var (n, b) = (view.Get(0, (2 * size) + j), view.Get(0, (3 * size) + j));
            var (before, dh) = (view.Get(1, j), view.Get(2, j));
            var dn = dh * (one - z) * (one - (n * n));
            view.Set(0, j, dn * b * r * (one - r));
            view.Set(0, size + j, dh * (before - n) * z * (one - z));
            view.Set(0, (2 * size) + j, dn);
            view.Set(0, (3 * size) + j, dn * r);
            view.Set(3, j, adds ? T.MultiplyAdd(dh, z, view.Get(3, j)) : dh * z);
        }
    }
}
