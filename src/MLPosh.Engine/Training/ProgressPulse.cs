namespace MLPosh;

/// <summary>When to tell how far something is: at once, and then about five times a second.</summary>
internal sealed class ProgressPulse
{
    private const int Milliseconds = 200;

    private long _next;

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
