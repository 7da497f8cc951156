// Takes the place of Electron's default app, which the package lacks: it runs the file that the command line names.
const { Module } = require('node:module');
const path = require('node:path');
const { app } = require('electron');

require('./node-20.cjs');

const words = process.argv.slice(1);
const preloads = [];
let file = null;
while (words.length > 0 && file === null) {
  const word = words.shift();
  // Playwright has a file of its own loaded before the app.
  if (word === '-r' || word === '--require') preloads.push(words.shift());
  else if (!word.startsWith('-')) file = path.resolve(word);
}
if (file === null) {
  process.stderr.write('Name the file to run\n');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
Module._preloadModules(preloads);
app.setAppPath(path.dirname(file));
require(file);
