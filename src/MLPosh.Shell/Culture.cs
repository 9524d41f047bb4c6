using System.Globalization;

namespace MLPosh.Shell;

/// <summary>The user's culture, and what stands in where there is none (LANG=C.UTF-8, as in most containers).</summary>
internal static class Culture
{
    /// <summary>
    /// PowerShell breaks the lines of help between words only in languages that it knows. So a user without a language gets
    /// English, while numbers and dates stay as invariant as they were.
    /// </summary>
    public static void Prepare()
    {
        if (CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture))
        {
            var english = new CultureInfo("en-US", useUserOverride: false)
            {
                NumberFormat = NumberFormatInfo.InvariantInfo,
                DateTimeFormat = DateTimeFormatInfo.InvariantInfo,
            };
            CultureInfo.CurrentCulture = english;
            // Pipelines run in threads of their own.
            CultureInfo.DefaultThreadCurrentCulture = english;
        }
    }
}
