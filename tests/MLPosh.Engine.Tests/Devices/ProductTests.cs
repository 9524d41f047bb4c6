using System.Numerics;
using System.Runtime.InteropServices;
using MLPosh.Devices.Cpu;

namespace MLPosh.Engine.Tests.Devices;

/// <summary>Every shape that products are cut into, in whole numbers, whose sums are exact in any order.</summary>
public unsafe class ProductTests
{
    private const int Outside = 1000;

    public static TheoryData<int, bool> Lanes => new() { { 512, true }, { 512, false }, { 256, true }, { 256, false }, { 128, true }, { 128, false } };

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Products_are_exact_and_write_nothing_else(int bits, bool single) => Run(bits, single, new Products());

    [Theory]
    [MemberData(nameof(Lanes))]
    public void Gradients_of_weights_are_exact_and_write_nothing_else(int bits, bool single) => Run(bits, single, new Gradients());

    private static void Run(int bits, bool single, ICheck check)
    {
        switch (bits, single)
        {
            case (512, true): check.Run<Lane512<float>, float>(); break;
            case (512, false): check.Run<Lane512<double>, double>(); break;
            case (256, true): check.Run<Lane256<float>, float>(); break;
            case (256, false): check.Run<Lane256<double>, double>(); break;
            case (_, true): check.Run<Lane128<float>, float>(); break;
            default: check.Run<Lane128<double>, double>(); break;
        }
    }

    private interface ICheck
    {
        void Run<TLane, T>()
            where TLane : struct, ILane<TLane, T>
            where T : unmanaged, INumber<T>;
    }

    /// <summary>Whole numbers from -3 to 3, other ones for each seed; room for more behind them.</summary>
    private static T[] Numbers<T>(int count, int seed)
        where T : unmanaged, INumber<T> => [.. Enumerable.Range(0, count).Select(i => T.CreateChecked((((i + seed) * 2654435761L >> 7) % 7) - 3))];

    private sealed class Products : ICheck
    {
        public void Run<TLane, T>()
            where TLane : struct, ILane<TLane, T>
            where T : unmanaged, INumber<T>
        {
            foreach (int outputs in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 23 })
            {
                foreach (int inputs in new[] { 1, 3, 31, 32, 33 })
                {
                    for (int registers = 1; registers <= 9; registers++)
                    {
                        Check<TLane, T>(outputs, inputs, registers);
                    }
                }
            }

            // In panels of rows, and in parts of the inputs.
            foreach (var (outputs, inputs) in new[] { (36, 32), (40, 256), (41, 257), (191, 40), (199, 300), (385, 33) })
            {
                for (int registers = 1; registers <= 5; registers++)
                {
                    Check<TLane, T>(outputs, inputs, registers);
                }
            }
        }

        private static void Check<TLane, T>(int outputs, int inputs, int registers)
            where TLane : struct, ILane<TLane, T>
            where T : unmanaged, INumber<T>
        {
            for (int kind = 0; kind < 4; kind++)
            {
                bool hasBias = kind % 2 == 0, adds = kind / 2 == 0;
                Check<TLane, T, Keep>(outputs, inputs, registers, hasBias, adds, (sum, _) => sum);
                Check<TLane, T, ThenActivate<ReLU>>(outputs, inputs, registers, hasBias, adds, (sum, _) => T.Max(sum, T.Zero));
                Check<TLane, T, TimesSlope<ReLU>>(outputs, inputs, registers, hasBias, adds, (sum, aside) => aside > T.Zero ? sum : T.Zero);
            }
        }

        private static void Check<TLane, T, TEpilogue>(
            int outputs, int inputs, int registers, bool hasBias, bool adds, Func<T, T, T> epilogue)
            where TLane : struct, ILane<TLane, T>
            where T : unmanaged, INumber<T>
            where TEpilogue : struct, IEpilogue
        {
            int samples = registers * TLane.Count, width = samples + 8;
            T[] weight = Numbers<T>(outputs * inputs, 1), bias = Numbers<T>(outputs, 2), input = Numbers<T>(inputs * width, 3);
            T[] output = Numbers<T>(outputs * width, 4), aside = Numbers<T>(outputs * width, 5);
            T[] expected = [.. output];
            for (int o = 0; o < outputs; o++)
            {
                for (int s = 0; s < samples; s++)
                {
                    var sum = (hasBias ? bias[o] : T.Zero) + (adds ? output[(o * width) + s] : T.Zero);
                    for (int i = 0; i < inputs; i++)
                    {
                        sum += weight[(o * inputs) + i] * input[(i * width) + s];
                    }

                    expected[(o * width) + s] = epilogue(sum, aside[(o * width) + s]);
                }
            }

            fixed (T* w = weight, b = bias, x = input, y = output, a = aside)
            {
                MatrixProduct.Run<TLane, T, TEpilogue>(
                    w, inputs, 1, hasBias ? b : null, x, width, inputs, y, width, outputs, a, registers, adds);
            }

            Assert.Equal(expected, output);
        }
    }

    private sealed class Gradients : ICheck
    {
        public void Run<TLane, T>()
            where TLane : struct, ILane<TLane, T>
            where T : unmanaged, INumber<T>
        {
            foreach (int outputs in new[] { 1, 2, 4, 5, 6, 7, 10, 13, 64 })
            {
                foreach (int inputs in new[] { 1, 2, 3, 4, 5, 6, 7, 10, 13, 16, 31, 33, 47, 63, 64, 65, 100 })
                {
                    for (int registers = 1; registers <= 9; registers++)
                    {
                        Check<TLane, T>(outputs, inputs, registers, hasBias: (inputs + registers) % 3 > 0);
                    }
                }
            }
        }

        private static void Check<TLane, T>(int outputs, int inputs, int registers, bool hasBias)
            where TLane : struct, ILane<TLane, T>
            where T : unmanaged, INumber<T>
        {
            int samples = registers * TLane.Count, width = (registers + 3) / 4 * 4 * TLane.Count;
            T[] input = Numbers<T>(inputs * width, 1), slope = Numbers<T>(outputs * width, 2);
            T[] gradient = [.. Numbers<T>(outputs * inputs, 3), T.CreateChecked(Outside)];
            T[] bias = [.. Numbers<T>(outputs, 4), T.CreateChecked(Outside)];
            T[] expected = [.. gradient], expectedBias = [.. bias];
            for (int o = 0; o < outputs; o++)
            {
                for (int s = 0; s < samples; s++)
                {
                    expectedBias[o] += hasBias ? slope[(o * width) + s] : T.Zero;
                    for (int i = 0; i < inputs; i++)
                    {
                        expected[(o * inputs) + i] += slope[(o * width) + s] * input[(i * width) + s];
                    }
                }
            }

            var room = (T*)NativeMemory.AllocZeroed((nuint)(WeightGradient.Room<TLane, T>(inputs, outputs, width) * sizeof(T)) + 1);
            fixed (T* x = input, d = slope, g = gradient, b = bias)
            {
                WeightGradient.Run<TLane, T>(x, inputs, d, outputs, g, hasBias ? b : null, width, registers, room);
            }

            NativeMemory.Free(room);
            Assert.Equal(expected, gradient);
            Assert.Equal(expectedBias, bias);
        }
    }
}
