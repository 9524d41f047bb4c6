namespace MLPosh;

/// <summary>Primitive polynomials with initial direction numbers, for each dimension after the first.</summary>
/// <remarks>
/// Source: Joe, Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30, 2008;
/// their table new-joe-kuo-6. A polynomial's bits are its coefficients, the highest power's first.
/// </remarks>
internal static class SobolDirections
{
    public static readonly (int Polynomial, uint[] Initial)[] Table =
    [
        (0x3, [1]),
        (0x7, [1, 3]),
        (0xb, [1, 3, 1]),
        (0xd, [1, 1, 1]),
        (0x13, [1, 1, 3, 3]),
        (0x19, [1, 3, 5, 13]),
        (0x25, [1, 1, 5, 5, 17]),
        (0x29, [1, 1, 5, 5, 5]),
        (0x2f, [1, 1, 7, 11, 19]),
        (0x37, [1, 1, 5, 1, 1]),
        (0x3b, [1, 1, 1, 3, 11]),
        (0x3d, [1, 3, 5, 5, 31]),
        (0x43, [1, 3, 3, 9, 7, 49]),
        (0x5b, [1, 1, 1, 15, 21, 21]),
        (0x61, [1, 3, 1, 13, 27, 49]),
        (0x67, [1, 1, 1, 15, 7, 5]),
        (0x6d, [1, 3, 1, 15, 13, 25]),
        (0x73, [1, 1, 5, 5, 19, 61]),
        (0x83, [1, 3, 7, 11, 23, 15, 103]),
        (0x89, [1, 3, 7, 13, 13, 15, 69]),
        (0x8f, [1, 1, 3, 13, 7, 35, 63]),
        (0x91, [1, 3, 5, 9, 1, 25, 53]),
        (0x9d, [1, 3, 1, 13, 9, 35, 107]),
        (0xa7, [1, 3, 1, 5, 27, 61, 31]),
        (0xab, [1, 1, 5, 11, 19, 41, 61]),
        (0xb9, [1, 3, 5, 3, 3, 13, 69]),
        (0xbf, [1, 1, 7, 13, 1, 19, 1]),
        (0xc1, [1, 3, 7, 5, 13, 19, 59]),
        (0xcb, [1, 1, 3, 9, 25, 29, 41]),
        (0xd3, [1, 3, 5, 13, 23, 1, 55]),
        (0xd5, [1, 3, 7, 3, 13, 59, 17]),
        (0xe5, [1, 3, 1, 3, 5, 53, 69]),
        (0xef, [1, 1, 5, 5, 23, 33, 13]),
        (0xf1, [1, 1, 7, 7, 1, 61, 123]),
        (0xf7, [1, 1, 7, 9, 13, 61, 49]),
        (0xfd, [1, 3, 3, 5, 3, 55, 33]),
        (0x11d, [1, 3, 1, 15, 31, 13, 49, 245]),
        (0x12b, [1, 3, 5, 15, 31, 59, 63, 97]),
        (0x12d, [1, 3, 1, 11, 11, 11, 77, 249]),
    ];
}
