import { memo } from 'react';
import type { KioskState } from '../../../shared/bridge/kiosk-state.ts';

type Side = KioskState['display']['scannerSide'];

/** Where the scanner's light is, on its side of the drawing. */
const SCANNER: Record<Side, { x: number; y: number; width: number; height: number }> = {
  top: { x: 70, y: 4, width: 160, height: 9 },
  bottom: { x: 70, y: 287, width: 160, height: 9 },
  left: { x: 4, y: 70, width: 9, height: 160 },
  right: { x: 287, y: 70, width: 9, height: 160 },
};

/** The dark squares of the code on the badge. They mean nothing, and only have to look like a code. */
const DOTS = [
  [4, 0],
  [4, 2],
  [5, 1],
  [0, 4],
  [2, 4],
  [1, 5],
  [4, 4],
  [6, 4],
  [8, 4],
  [5, 5],
  [7, 5],
  [4, 6],
  [6, 6],
  [8, 6],
  [5, 7],
  [4, 8],
  [7, 8],
  [8, 8],
] as const;
const FINDERS = [
  [0, 0],
  [6, 0],
  [0, 6],
] as const;
const DOT = 9;

/**
 * A badge that moves gently towards this kiosk's scanner. It is a picture of its own, which Chromium moves without
 * drawing it again. A part of a picture would be laid out and drawn for each frame.
 */
export const BadgeDrawing = memo(function BadgeDrawing({ side }: { side: Side }) {
  return (
    <div className="badge-drawing" data-side={side}>
      <svg viewBox="0 0 300 300" aria-hidden="true">
        <rect className="scanner" rx="4.5" {...SCANNER[side]} />
      </svg>
      <svg viewBox="0 0 300 300" className="moving" aria-hidden="true">
        <g transform="translate(-22.500 -18) scale(1.15)">
          <rect x="82" y="48" width="136" height="192" rx="16" fill="currentColor" />
          <rect x="132" y="60" width="36" height="9" rx="4.5" fill="var(--ground)" />
          <rect x="104" y="86" width="92" height="12" rx="6" fill="var(--ground)" />
          <rect x="118" y="106" width="64" height="8" rx="4" fill="var(--ground)" opacity="0.55" />
          <g transform="translate(109.5 134)" fill="var(--ground)">
            {FINDERS.map(([x, y]) => (
              <path
                key={`${x}-${y}`}
                transform={`translate(${x * DOT} ${y * DOT})`}
                fillRule="evenodd"
                d="M0 0h27v27H0zM6 6v15h15V6zM10 10h7v7h-7z"
              />
            ))}
            {DOTS.map(([x, y]) => (
              <rect key={`${x}-${y}`} x={x * DOT} y={y * DOT} width={DOT} height={DOT} />
            ))}
          </g>
        </g>
      </svg>
    </div>
  );
});
