namespace MLPosh;

/// <summary>When to tell how far something is: about five times a second.</summary>
/// <param name="atOnce">Whether it is time to at the start already.</param>
internal sealed class ProgressPulse(bool atOnce)
{
    private const int Milliseconds = 200;

    private long _next = atOnce ? 0 : Environment.TickCount64 + Milliseconds;

    /// <summary>Whether it is time to; then it is not for a while.</summary>
    public bool IsDue()
    {
        long now = Environment.TickCount64;
        if (now < _next)
        {
            return false;
        }

        _next = now + Milliseconds;
        return true;
    }
}
