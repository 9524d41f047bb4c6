using ILGPU;
using MLPosh.Devices.Gpu;

namespace MLPosh.Engine.Tests.Devices.Gpu;

/// <summary>Memory in slabs.</summary>
public class GpuPoolTests
{
    private static readonly GpuAccelerator Accelerator = EmulatorDevice.Accelerator;

    [Fact]
    public void Small_blocks_lie_side_by_side_in_one_slab_and_are_0()
    {
        using var blocks = new GpuBlocks(Accelerator);
        Accelerator.Run(blocks, static blocks =>
        {
            var first = blocks.New<float>(100);
            GpuTransfer.Write<float>(Accelerator, Enumerable.Repeat(7f, 100).ToArray(), first);
            var second = blocks.New<double>(3);
            Assert.Same(first.SlabOf(), second.SlabOf());
            Assert.Equal([0, 0, 0], Read(second));
            Assert.Equal(Enumerable.Repeat(7f, 100), Read(first));

            // By its place in the slab it is the same memory.
            Assert.Equal(Read(first), Read(first.SlabOf().All<float>().SubView(first.PlaceOf(), 100)));
            return 0;
        });
    }

    // Twelve bytes: no power of two, as the rules of some optimizers.
    [Fact]
    public void Structures_of_any_size_begin_at_a_multiple_of_it() => Accelerator.Run(0, static _ =>
    {
        using var blocks = new GpuBlocks(Accelerator);
        for (int i = 1; i < 30; i++)
        {
            var view = blocks.New<Three>(i);
            Assert.Equal(i, view.Length);
            Assert.Equal(0, ((IContiguousArrayView)view).IndexInBytes % 12);
            GpuTransfer.Write<Three>(Accelerator, Enumerable.Repeat(new Three(1, 2, i), i).ToArray(), view);
            Assert.All(Read(view), three => Assert.Equal(new Three(1, 2, i), three));
        }

        return 0;
    });

    [Fact]
    public void A_parcel_has_things_of_any_size_in_their_places() => Accelerator.Run(0, static _ =>
    {
        using var blocks = new GpuBlocks(Accelerator);
        List<Three> threes = [new(1, 2, 3), new(4, 5, 6)];
        List<double> numbers = [7, 8, 9];
        List<byte> none = [];
        var parcel = new GpuParcel(blocks, GpuParcel.SizeOf(none) + GpuParcel.SizeOf(threes) + GpuParcel.SizeOf(numbers));
        var empty = parcel.Put(none);
        var first = parcel.Put(threes);
        var second = parcel.Put(numbers);
        parcel.Send(Accelerator);
        Assert.Equal(1, empty.Length);
        Assert.Equal(threes, Read(first));
        Assert.Equal(numbers, Read(second));
        return 0;
    });

    [Fact]
    public void What_is_given_back_is_0_for_who_takes_it_next() => Accelerator.Run(0, static _ =>
    {
        using var others = new GpuBlocks(Accelerator);
        others.New<int>(1);
        for (int round = 0; round < 3; round++)
        {
            // In a slab, and with a buffer of its own.
            foreach (int count in new[] { 1000, 1_000_000 })
            {
                using var blocks = new GpuBlocks(Accelerator);
                var view = blocks.New<int>(count);
                Assert.True(Read(view).All(number => number == 0));
                GpuTransfer.Write<int>(Accelerator, Enumerable.Repeat(9, count).ToArray(), view);
            }
        }

        return 0;
    });

    private static T[] Read<T>(ArrayView<T> view)
        where T : unmanaged
    {
        var numbers = new T[view.Length];
        GpuTransfer.Read(Accelerator, view, numbers.AsSpan());
        return numbers;
    }

    private readonly record struct Three(int A, int B, int C);
}
