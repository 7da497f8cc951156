/** The kinds of code that a camera can be told to read. QR alone unless told otherwise: noise can look like bars. */
export const CODE_FORMATS = ['qr', 'data-matrix', 'aztec', 'pdf417', 'code-128'] as const;
export type CodeFormat = (typeof CODE_FORMATS)[number];
