import { StringDecoder } from 'node:string_decoder';
import { EXIT } from '../../electron/process/exit-codes.ts';

/**
 * Asks for a line at the terminal and shows nothing of what is typed. Backspace takes back a character and Ctrl-U all of
 * them; Ctrl-C and Ctrl-D end the command.
 */
export function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process;
  return new Promise((resolve) => {
    const decoder = new StringDecoder('utf8');
    let typed: string[] = [];
    const end = () => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const take = (chunk: Buffer) => {
      for (const character of decoder.write(chunk)) {
        if (character === '\r' || character === '\n') {
          end();
          return resolve(typed.join(''));
        }
        if (character === '\u0003' || character === '\u0004') {
          end();
          process.exit(EXIT.fault);
        }
        if (character === '\u007f' || character === '\b') typed.pop();
        else if (character === '\u0015') typed = [];
        else if (character >= ' ') typed.push(character);
      }
    };
    // Before the question, because somebody who answers quickly must not see what they type.
    stdin.setRawMode(true);
    stdin.on('data', take);
    stdin.resume();
    stderr.write(question);
  });
}
