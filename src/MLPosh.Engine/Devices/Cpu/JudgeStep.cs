using System.Numerics;
using System.Runtime.CompilerServices;

namespace MLPosh.Devices.Cpu;

/// <summary>Counts the real samples that are classified rightly.</summary>
internal sealed unsafe class JudgeStep<TLane, T>(ClassJudge judge, int height, Place output) : TileStep<T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, INumberBase<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(ref Tile<T> tile)
    {
        T* prediction = output.In(tile), target = tile.Target;
        var (zero, one) = (TLane.Constant(0), TLane.Constant(1));
        var targetMiddle = TLane.Constant(judge.TargetMiddle);
        TLane hits = default;
        for (int s = 0; s < tile.Samples; s += TLane.Count)
        {
            var (best, atBest) = (TLane.Load(prediction + s), TLane.Load(target + s));
            for (int row = 1; row < height; row++)
            {
                long at = ((long)row * tile.Width) + s;
                var (other, otherTarget) = (TLane.Load(prediction + at), TLane.Load(target + at));
                var gain = other - best;
                (best, atBest) = (TLane.IfPositive(gain, other, best), TLane.IfPositive(gain, otherTarget, atBest));
            }

            var isTarget = TLane.IfPositive(atBest - targetMiddle, one, zero);
            var hit = judge.OutputMiddle is { } middle
                ? TLane.IfPositive(best - TLane.Constant(middle), isTarget, one - isTarget)
                : isTarget;
            hits += TLane.First(hit, Math.Min(tile.Samples - s, TLane.Count));
        }

        tile.Hits += int.CreateTruncating(TLane.Sum(hits));
    }
}
