import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/sections.css';
import './styles/hand.css';
import './lockdown/lockdown.css';
import { createRoot } from 'react-dom/client';
import { createBridgeClient } from '../shared/bridge/bridge-ends.ts';
import { App } from './app.tsx';
import { answerPulse } from './bridge/answer-pulse.ts';
import { connectTransport } from './bridge/connect-transport.ts';
import { loadLetters } from './styles/letters.ts';
import { markPressable } from './styles/pressable.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root');

void loadLetters(document.documentElement.lang, document.title);
markPressable(document);
const kiosk = createBridgeClient(await connectTransport());
answerPulse(kiosk, window);
createRoot(root).render(<App kiosk={kiosk} />);
