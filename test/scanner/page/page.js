// The scanners alone on a page: what they read becomes text that a test can wait for. Plain JavaScript, since the
// tests' types know no browser.
import { createElement, StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { CameraView } from '../../../renderer/scanner/camera/camera-view.tsx';
import { listenForWedge } from '../../../renderer/scanner/wedge/wedge-listener.ts';

const RULES = {
  pattern: /^(confera-attendance:)?[A-Za-z0-9._~-]+$/u,
  affixes: { prefix: '', suffix: '' },
  layout: 'auto',
  gapMs: 80,
  meanMs: 50,
  minLength: 6,
};

const list = (id, lines) =>
  createElement(
    'ol',
    { id },
    lines.map((line, index) => createElement('li', { key: `${index} ${line}` }, line)),
  );

function useLines() {
  const [lines, setLines] = useState([]);
  return [lines, (line) => setLines((before) => [...before, line])];
}

function Wedge() {
  const [scans, addScan] = useLines();
  const [heard, addHeard] = useLines();
  const [presses, addPress] = useLines();
  const [text, setText] = useState('');
  const [choice, setChoice] = useState('first');
  // biome-ignore lint/correctness/useExhaustiveDependencies: it listens once
  useEffect(() => {
    const onScan = ({ raw }, heardAt) => {
      addScan(raw);
      addHeard(heardAt);
    };
    return listenForWedge({ window, rules: RULES, onScan }).stop;
  }, []);
  return createElement(
    'form',
    {
      onSubmit: (event) => {
        event.preventDefault();
        addPress(`submit ${text}`);
      },
    },
    createElement('input', {
      id: 'controlled',
      value: text,
      onChange: (event) => setText(event.target.value),
    }),
    createElement('input', { id: 'plain', defaultValue: 'before after' }),
    createElement('textarea', { id: 'area' }),
    createElement('input', { id: 'number', type: 'number' }),
    createElement(
      'button',
      { id: 'button', type: 'button', onClick: () => addPress('button') },
      'Press',
    ),
    createElement('button', { id: 'send', type: 'submit' }, 'Send'),
    createElement(
      'select',
      { id: 'list', value: choice, onChange: (event) => setChoice(event.target.value) },
      createElement('option', { value: 'first' }, 'first'),
      createElement('option', { value: 'second' }, 'second'),
    ),
    createElement('output', { id: 'shown' }, text),
    list('scans', scans),
    list('heard', heard),
    list('presses', presses),
  );
}

function Camera() {
  const [reads, addRead] = useLines();
  const [states, addState] = useLines();
  const [isShown, setShown] = useState(true);
  const [display, setDisplay] = useState('block');
  return createElement(
    'div',
    null,
    createElement(
      'div',
      { className: 'camera', style: { display } },
      isShown &&
        createElement(CameraView, {
          settings: SETTINGS,
          codePattern: RULES.pattern.source,
          onRead: addRead,
          onState: (state) => addState(state.is === 'failed' ? state.problem : state.is),
        }),
    ),
    createElement(
      'button',
      { id: 'toggle', type: 'button', onClick: () => setShown(!isShown) },
      'Toggle',
    ),
    createElement(
      'button',
      { id: 'hide', type: 'button', onClick: () => setDisplay('none') },
      'Hide',
    ),
    list('reads', reads),
    list('states', states),
  );
}

/** How the camera is used: `?camera&name=…&formats=…&rest=…`, as the test wants it. */
const given = new URLSearchParams(location.search);
const SETTINGS = {
  name: given.get('name'),
  formats: (given.get('formats') ?? 'qr').split(','),
  restAfterMs: Number(given.get('rest')) || null,
};

createRoot(document.getElementById('root')).render(
  createElement(StrictMode, null, createElement(given.has('camera') ? Camera : Wedge)),
);
