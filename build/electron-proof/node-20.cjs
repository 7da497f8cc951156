// Adds what the kiosk finds in Node 24 and the proof's Electron, which has Node 20, lacks. undici asks for the first ones
// while it is loaded. Nothing in the proof answers with Zstandard, and no authority of the system's is needed there.
const tls = require('node:tls');
const workerThreads = require('node:worker_threads');
const zlib = require('node:zlib');

const withoutZstd = () => {
  throw new Error('This Node has no Zstandard');
};
zlib.createZstdDecompress ??= withoutZstd;
zlib.zstdDecompress ??= withoutZstd;
workerThreads.markAsUncloneable ??= () => {};
tls.getCACertificates ??= (type) => (type === 'default' ? [...tls.rootCertificates] : []);
