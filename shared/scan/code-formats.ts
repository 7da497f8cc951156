/** The kinds of code that the camera can read. It reads QR codes alone by default, because noise can look like bars. */
export const CODE_FORMATS = ['qr', 'data-matrix', 'aztec', 'pdf417', 'code-128'] as const;
export type CodeFormat = (typeof CODE_FORMATS)[number];
