import './sample-code.css';
import QRCode from 'qrcode';
import { code128 } from './code-128.ts';

/** How many modules around a code must stay light, according to the standards. */
const QUIET = { qr: 4, bars: 10 };
/** The height of a barcode, in modules. */
const BAR_HEIGHT = 50;

export type Sample = { kind: 'qr' | 'bars'; text: string };

/** A code to scan from the screen. It is always black on white, whatever the colours around it are. */
export function SampleCode({ kind, text }: Sample) {
  const { width, height, path } = kind === 'qr' ? drawQr(text) : drawBars(text);
  return (
    <svg className={`sample-code ${kind}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect width={width} height={height} className="light" />
      <path d={path} className="dark" shapeRendering="crispEdges" />
    </svg>
  );
}

function drawQr(text: string) {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  const path = [...data]
    .map((dark, index) => {
      const x = (index % size) + QUIET.qr;
      const y = Math.floor(index / size) + QUIET.qr;
      return dark ? `M${x} ${y}h1v1h-1z` : '';
    })
    .join('');
  return { width: size + 2 * QUIET.qr, height: size + 2 * QUIET.qr, path };
}

function drawBars(text: string) {
  const modules = code128(text);
  const path = modules
    .map((dark, index) => (dark ? `M${index + QUIET.bars} 0h1v${BAR_HEIGHT}h-1z` : ''))
    .join('');
  return { width: modules.length + 2 * QUIET.bars, height: BAR_HEIGHT, path };
}
