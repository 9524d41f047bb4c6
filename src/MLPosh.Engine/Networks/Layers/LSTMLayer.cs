using System.Runtime.CompilerServices;
using MLPosh.Devices;

namespace MLPosh;

/// <summary>
/// Long short-term memory. With a = W_ih x + b_ih + W_hh h' + b_hh of four parts, and h', c' of the step before:
/// i = σ(a₁), f = σ(a₂), g = tanh(a₃), o = σ(a₄); c = f c' + i g; h = o tanh(c). Backward: dc += dh o (1 - tanh²c);
/// da₁ = dc g i (1 - i), da₂ = dc c' f (1 - f), da₃ = dc i (1 - g²), da₄ = dh tanh(c) o (1 - o), and dc' = dc f.
/// </summary>
/// <remarks>Source: https://pytorch.org/docs/stable/generated/torch.nn.LSTM.html.</remarks>
public sealed class LSTMLayer : RecurrentLayer
{
    internal static readonly LayerKind Kind = new(
        "LSTM", "LSTM(h)", arguments => new LSTMLayer(arguments.Whole("size"), RecurrentSettings.Read(arguments)));

    /// <param name="hiddenSize">Size of the hidden state and of the memory c, at least 1.</param>
    /// <param name="settings">Those of all recurrent layers.</param>
    /// <exception cref="MLPoshException">OptionOutOfRange.</exception>
    public LSTMLayer(int hiddenSize, RecurrentSettings? settings = null)
        : base(hiddenSize, settings)
    {
    }

    /// <inheritdoc/>
    public override string Name => Kind.Name;

    private protected override int GateCount => 4;

    private protected override RecurrentPass Pass(PassParts parts) => new MemoryPass(parts, HiddenSize);

    private sealed class MemoryPass(PassParts parts, int size) : RecurrentPass(parts, size)
    {
        private readonly Rows _gates = parts.Recorder.New(parts.States.Steps * 4 * size);
        private readonly Rows _memory = parts.Recorder.New((parts.States.Steps + 1) * size);
        private readonly Rows _memoryGradient = parts.Recorder.New(size);

        protected override int GateStep => 4 * HiddenSize;

        protected override int InputGates => 4 * HiddenSize;

        protected override IReadOnlyList<HiddenProduct> HiddenProducts { get; } = [new(0, 0, 4 * size, Adds: true)];

        protected override Rows Gates(int time) => _gates.Slice(time * GateStep, GateStep);

        protected override Rows GateGradients(int time) => Gates(time);

        protected override IEnumerable<Operation> Start() => [new Clear(Memory(Before(FirstTime)))];

        protected override Operation Forward(int time) => Kernels.Of(
            new Cell(HiddenSize), Gates(time), Memory(Before(time)), Memory(time), State(time));

        protected override IEnumerable<Operation> StartBackward() => [new Clear(_memoryGradient)];

        protected override Operation Backward(int time) => Kernels.Of(
            new CellBackward(HiddenSize), Gates(time), Memory(Before(time)), Memory(time), StateGradient(time), _memoryGradient);

        private Rows Memory(int time) => _memory.Slice(PlaceOf(time, HiddenSize), HiddenSize);
    }

    /// <summary>Operands: gates (values in their place), c', c, h.</summary>
    internal readonly struct Cell(int size) : IKernel
    {
        public int Count => size;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int j)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var i = RealMath.Sigmoid(view.Get(0, j));
            var f = RealMath.Sigmoid(view.Get(0, size + j));
            var g = T.Tanh(view.Get(0, (2 * size) + j));
            var o = RealMath.Sigmoid(view.Get(0, (3 * size) + j));
            var c = T.MultiplyAdd(f, view.Get(1, j), i * g);
            view.Set(0, j, i);
            view.Set(0, size + j, f);
            view.Set(0, (2 * size) + j, g);
            view.Set(0, (3 * size) + j, o);
            view.Set(2, j, c);
            view.Set(3, j, o * T.Tanh(c));
        }
    }

    /// <summary>Operands: gates (gradients in their place), c', c, dh, dc (becomes dc').</summary>
    internal readonly struct CellBackward(int size) : IKernel
    {
        public int Count => size;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<T, TView>(TView view, int j)
            where T : struct, IReal<T>
            where TView : struct, IView<T>
        {
            var one = T.Constant(1);
            var (i, f) = (view.Get(0, j), view.Get(0, size + j));
            var (g, o) = (view.Get(0, (2 * size) + j), view.Get(0, (3 * size) + j));
            var (dh, tanh) = (view.Get(3, j), T.Tanh(view.Get(2, j)));
            var dc = T.MultiplyAdd(dh * o, one - (tanh * tanh), view.Get(4, j));
            view.Set(0, j, dc * g * i * (one - i));
            view.Set(0, size + j, dc * view.Get(1, j) * f * (one - f));
            view.Set(0, (2 * size) + j, dc * i * (one - (g * g)));
            view.Set(0, (3 * size) + j, dh * tanh * o * (one - o));
            view.Set(4, j, dc * f);
        }
    }
}
