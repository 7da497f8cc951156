import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The licences of what else is compiled into the decoder's WebAssembly. Its package lacks their texts. */
const INSIDE = `zxing-wasm has ZXing-C++ inside, and its own glue to it: both under the Apache License, Version 2.0, below.

ZXing-C++ has libzueci inside: Copyright (C) 2022 gitlost, under the BSD 3-Clause License:

  Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
  following conditions are met:

  1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
     disclaimer.
  2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the
     following disclaimer in the documentation and/or other materials provided with the distribution.
  3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote
     products derived from this software without specific prior written permission.

  THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
  INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
  DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
  SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
  SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
  WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
  OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

and a decoder of UTF-8: Copyright (c) 2008-2009 Bjoern Hoehrmann <bjoern@hoehrmann.de>, under the MIT License as below.
`;

/**
 * Writes the licences of the camera's decoder. The build's own lists don't have them, because the decoder is compiled
 * and runs in a worker of its own.
 *
 * @param modules the project's `node_modules`
 * @param to folder for the texts
 */
export function writeDecoderLicences(modules: string, to: string): void {
  const textOf = (name: string) => readFileSync(path.join(modules, name, 'LICENSE'), 'utf8');
  mkdirSync(to, { recursive: true });
  // The package html5-qrcode contains the whole Apache License.
  const texts = [INSIDE, textOf('zxing-wasm'), textOf('html5-qrcode')];
  writeFileSync(path.join(to, 'zxing-wasm.txt'), texts.join('\n'));
}
