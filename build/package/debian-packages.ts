// The Debian packages that hold the libraries of the kiosk's programs.
// Names of Debian 12: from its own package lists. Names of Ubuntu 24.04 and Debian 13, where packages were renamed when
// times became 64 bits wide ("t64"): from the lists that Playwright keeps for both.

export type DebianPackage = {
  /** Its name in Debian 12 and Ubuntu 22.04. */
  name: string;
  /** Whether its name ends with "t64" in Ubuntu 24.04 and Debian 13. */
  renamed?: true;
  /** The libraries in it that our programs are linked with or open while they run. */
  libraries: readonly string[];
  /** The oldest version that will do, and the newest interface in it, as the program's own list names it. */
  atLeast?: { version: string; interface: string };
};

/** What compiled code needs wherever it runs. better-sqlite3 asks for the newest interfaces. */
const RUNTIME: readonly DebianPackage[] = [
  {
    name: 'libc6',
    libraries: [
      'libc.so.6',
      'libdl.so.2',
      'libm.so.6',
      'libpthread.so.0',
      'librt.so.1',
      'ld-linux-x86-64.so.2',
      'ld-linux-aarch64.so.1',
    ],
    atLeast: { version: '2.34', interface: 'GLIBC_2.34' },
  },
  { name: 'libgcc-s1', libraries: ['libgcc_s.so.1'] },
  {
    name: 'libstdc++6',
    libraries: ['libstdc++.so.6'],
    atLeast: { version: '11', interface: 'GLIBCXX_3.4.29' },
  },
];

/** The app doesn't start without these. */
const NEEDED: readonly DebianPackage[] = [
  ...RUNTIME,
  { name: 'libasound2', renamed: true, libraries: ['libasound.so.2'] },
  { name: 'libatk-bridge2.0-0', renamed: true, libraries: ['libatk-bridge-2.0.so.0'] },
  { name: 'libatk1.0-0', renamed: true, libraries: ['libatk-1.0.so.0'] },
  { name: 'libatspi2.0-0', renamed: true, libraries: ['libatspi.so.0'] },
  { name: 'libcairo2', libraries: ['libcairo.so.2'] },
  { name: 'libcups2', renamed: true, libraries: ['libcups.so.2'] },
  { name: 'libdbus-1-3', libraries: ['libdbus-1.so.3'] },
  { name: 'libdrm2', libraries: ['libdrm.so.2'] },
  { name: 'libexpat1', libraries: ['libexpat.so.1'] },
  { name: 'libgbm1', libraries: ['libgbm.so.1'] },
  {
    name: 'libglib2.0-0',
    renamed: true,
    libraries: ['libgio-2.0.so.0', 'libglib-2.0.so.0', 'libgobject-2.0.so.0'],
  },
  { name: 'libgtk-3-0', renamed: true, libraries: ['libgtk-3.so.0'] },
  { name: 'libnspr4', libraries: ['libnspr4.so'] },
  { name: 'libnss3', libraries: ['libnss3.so', 'libnssutil3.so', 'libsmime3.so'] },
  { name: 'libpango-1.0-0', libraries: ['libpango-1.0.so.0'] },
  { name: 'libudev1', libraries: ['libudev.so.1'] },
  { name: 'libx11-6', libraries: ['libX11.so.6'] },
  { name: 'libxcb1', libraries: ['libxcb.so.1'] },
  { name: 'libxcomposite1', libraries: ['libXcomposite.so.1'] },
  { name: 'libxdamage1', libraries: ['libXdamage.so.1'] },
  { name: 'libxext6', libraries: ['libXext.so.6'] },
  { name: 'libxfixes3', libraries: ['libXfixes.so.3'] },
  { name: 'libxkbcommon0', libraries: ['libxkbcommon.so.0'] },
  { name: 'libxrandr2', libraries: ['libXrandr.so.2'] },
];

/** Chromium opens these while it runs, and the kiosk wants what they do. */
const OPENED: readonly DebianPackage[] = [
  // Draws on X by the graphics card. Without it Chromium ends.
  { name: 'libx11-xcb1', libraries: ['libX11-xcb.so.1'] },
  // Keeps the key in the desktop's keyring.
  { name: 'libsecret-1-0', libraries: ['libsecret-1.so.0'] },
];

/** The app runs without these, though less well. They are there on nearly every desktop. */
const RECOMMENDED: readonly DebianPackage[] = [
  // Drawing by the graphics card. Without them the processor draws.
  { name: 'libegl1', libraries: ['libEGL.so.1'] },
  { name: 'libgl1', libraries: ['libGL.so.1'] },
  { name: 'libgles2', libraries: ['libGLESv2.so.2'] },
  // Sound by the desktop's sound server. Without it the kiosk takes the sound card for itself.
  { name: 'libpulse0', libraries: ['libpulse.so.0'] },
];

/** Everything that the app's programs may link and open. */
export const APP_PACKAGES: readonly DebianPackage[] = [...NEEDED, ...OPENED, ...RECOMMENDED];

/** What Chromium speaks through, and voices for it. Only a kiosk that speaks its results needs them. */
const VOICES = ['speech-dispatcher', 'speech-dispatcher-espeak-ng'] as const;

/** What the app's Debian package declares. */
export const APP_RELATIONS = {
  depends: [...NEEDED, ...OPENED].map(relation),
  recommends: RECOMMENDED.map(relation),
  suggests: [
    // The screen has fonts of its own for the languages that it speaks. These are for names in other scripts, such as
    // Thai and Hebrew, and Korean. They take up to 100 MB, so only those who need them install them.
    ...['fonts-noto-core', 'fonts-noto-cjk'],
    ...VOICES,
  ],
} as const;

/** What the served kiosk's package declares besides a browser: what its Node and its compiled packages link. */
export const SERVED_PACKAGES = RUNTIME;
export const SERVED_DEPENDS: readonly string[] = RUNTIME.map(relation);
export const SERVED_SUGGESTS: readonly string[] = VOICES;

/**
 * A package as a Debian package names it in its own fields. The new name comes first: Debian 12 doesn't know it and
 * takes the other, whereas in Ubuntu 24.04 another package, too, says that it is "libasound2".
 */
function relation({ name, renamed, atLeast }: DebianPackage): string {
  const named = atLeast ? `${name} (>= ${atLeast.version})` : name;
  return renamed ? `${name}t64 | ${named}` : named;
}
