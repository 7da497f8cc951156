import './accent-field.css';
import { accentsFor, GROUNDS, SHOWN_THEMES } from '../brand/accent.ts';
import { useWords } from '../words/use-words.ts';
import type { FieldMarks } from './field-marks.ts';

type Props = { text: string; common: FieldMarks; onType: (text: string) => void };

/** The organiser's colour to type in, and what becomes of it in each theme so that it can be read there. */
export function AccentField({ text, common, onType }: Props) {
  const { options, accentMade } = useWords().settings;
  const accents = accentsFor(text.trim());
  return (
    <div className="accent-field">
      <input
        {...common}
        type="text"
        dir="ltr"
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onType(event.target.value)}
      />
      {accents && (
        <ul className="accents" role="status">
          {SHOWN_THEMES.map((theme) => {
            const { colour, made } = accents[theme];
            return (
              <li
                key={theme}
                data-made={made}
                style={{ color: colour, backgroundColor: GROUNDS[theme][0] }}
              >
                <b>{options[theme]}</b> {accentMade[made]}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
