import { useEffect, useState } from 'react';
import { cameraNames } from '../scanner/camera-names.ts';
import { useWords } from '../words/use-words.ts';
import type { FieldMarks } from './field-marks.ts';

type Props = { text: string; common: FieldMarks; onType: (text: string) => void };

/** The names of the cameras that are attached, and that of the chosen one even if it isn't attached. */
export function CameraChoice({ text, common, onType }: Props) {
  const { settings } = useWords();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    const load = () => void cameraNames().then(setNames);
    load();
    navigator.mediaDevices?.addEventListener('devicechange', load);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', load);
  }, []);
  // A browser gives empty names to a page that may not use a camera.
  const known = new Set([...names, text].filter((name) => name !== ''));
  return (
    <select {...common} value={text} onChange={(event) => onType(event.target.value)}>
      <option value="">{settings.anyCamera}</option>
      {[...known].map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
