// A process of its own, which alone touches the data folder: a disk that never answers holds up a whole process, and even
// its end. The command that asks it goes on without it.
import { type Asked, answerOne } from './folder-answers.ts';

process.umask(0o077);
process.on('message', (asked: Asked) => {
  void answerOne(asked).then((answered) => process.send?.(answered));
});
process.on('disconnect', () => process.exit());
