#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// Replaces fpm, the program with which electron-builder makes Debian packages, and which it would download. It reads
// the part of fpm's command line that electron-builder uses, and leaves the work to dpkg-deb.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type DebianArchive, makeDebianArchive } from './debian-archive.ts';

const one = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    force: { type: 'boolean' },
    s: { ...one, short: 's' },
    t: { ...one, short: 't' },
    depends: { ...many, short: 'd' },
    'deb-recommends': many,
    'deb-suggests': many,
    conflicts: many,
    'deb-compression': one,
    'deb-priority': one,
    architecture: one,
    'after-install': one,
    'after-remove': one,
    description: one,
    version: one,
    package: one,
    name: one,
    maintainer: one,
    vendor: one,
    url: one,
    category: one,
    license: one,
  },
});

if (values.s !== 'dir' || values.t !== 'deb') throw new Error('Only "-s dir -t deb" is done here');

const scripts: DebianArchive['scripts'] = {};
if (values['after-install']) scripts.postinst = readFileSync(values['after-install'], 'utf8');
if (values['after-remove']) scripts.postrm = readFileSync(values['after-remove'], 'utf8');

makeDebianArchive({
  control: {
    Package: values.name ?? '',
    Version: values.version ?? '',
    Architecture: values.architecture ?? '',
    Maintainer: values.maintainer ?? '',
    Depends: (values.depends ?? []).join(', '),
    Recommends: (values['deb-recommends'] ?? []).join(', '),
    Suggests: (values['deb-suggests'] ?? []).join(', '),
    Conflicts: (values.conflicts ?? []).join(', '),
    Section: values.category ?? '',
    Priority: values['deb-priority'] ?? '',
    Homepage: values.url ?? '',
    Description: (values.description ?? '').trim(),
  },
  files: positionals.map((each) => {
    const at = each.lastIndexOf('=');
    return { from: each.slice(0, at), to: each.slice(at + 1) };
  }),
  scripts,
  compression: values['deb-compression'] === 'gz' ? 'gzip' : 'xz',
  output: values.package ?? '',
});
