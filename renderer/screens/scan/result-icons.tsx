import type { ReactNode } from 'react';
import type { Look } from '../../state/scan-flow.ts';

/** A drawing on a square of 100 units. The shapes are solid, because thin lines can't be seen from three metres. */
function Icon({ children, className = 'icon' }: { children: ReactNode; className?: string }) {
  return (
    <svg className={className} viewBox="0 0 100 100" aria-hidden="true">
      {children}
    </svg>
  );
}

/** Lines cut out of a solid shape. */
const cut = {
  fill: 'none',
  stroke: 'var(--ground)',
  strokeWidth: 9,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

function CheckInCircle() {
  return (
    <Icon>
      <circle cx="50" cy="50" r="48" fill="currentColor" />
      <path {...cut} d="m28 52 15 15 30-33" />
    </Icon>
  );
}

function DoubleCheck() {
  return (
    <Icon>
      <g {...cut} stroke="currentColor" strokeWidth="11">
        <path d="m7 53 21 21 41-46" />
        <path d="m49 70 4 4 41-46" />
      </g>
    </Icon>
  );
}

function ClockInSquare() {
  return (
    <Icon>
      <rect x="4" y="4" width="92" height="92" rx="12" fill="currentColor" />
      <circle {...cut} cx="50" cy="50" r="29" strokeWidth="8" />
      <path {...cut} strokeWidth="8" d="M50 34v17l11 8" />
    </Icon>
  );
}

function HandInOctagon() {
  return (
    <Icon>
      <path d="M30 3h40l27 27v40L70 97H30L3 70V30z" fill="currentColor" />
      <g {...cut} strokeWidth="8.5">
        <path d="M37 52V32M47 48V25M57 48V27M67 52V35" />
        <path d="M28 55l10 14" />
      </g>
      <path
        d="M32.800 50H71.200V61C71.200 72 64 80 53 80C45 80 40 77 36 71L30 62z"
        fill="var(--ground)"
      />
    </Icon>
  );
}

function MarkInTriangle() {
  return (
    <Icon>
      <path
        d="M50 12 92 86H8z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="14"
        strokeLinejoin="round"
      />
      <path {...cut} strokeWidth="12" d="M50 37v20" />
      <circle cx="50" cy="77" r="7.5" fill="var(--ground)" />
    </Icon>
  );
}

function AgainInCircle() {
  return (
    <Icon>
      <circle cx="50" cy="50" r="48" fill="currentColor" />
      <path {...cut} d="M72.500 56A23.500 23.500 0 1 1 50 27.500" />
      <path d="M49 12 69 27.500 49 43z" {...cut} strokeWidth="4" fill="var(--ground)" />
    </Icon>
  );
}

function WrenchInDiamond() {
  return (
    <Icon>
      <path
        d="M44.300 5.700a8 8 0 0 1 11.400 0L94.300 44.300a8 8 0 0 1 0 11.400L55.700 94.300a8 8 0 0 1-11.400 0L5.700 55.700a8 8 0 0 1 0-11.400z"
        fill="currentColor"
      />
      <path
        d="M69.500 38.500a15 15 0 0 1-20.300 13.700L36.200 65.200a5.500 5.500 0 0 1-7.800-7.800L41.400 44.400A15 15 0 0 1 60.200 25.300L51.800 33.700l1.600 6.500 6.500 1.600 8.400-8.400a15 15 0 0 1 1.200 5.100z"
        transform="translate(1 4)"
        fill="var(--ground)"
      />
    </Icon>
  );
}

/** Two people side by side, one of them drawn as an outline: is it the one or the other? */
function TwoPeople() {
  return (
    <Icon>
      <circle cx="30" cy="27" r="18" fill="currentColor" />
      <path d="M2 92V78a28 28 0 0 1 56 0v14z" fill="currentColor" />
      <g {...cut} stroke="currentColor" strokeWidth="7.5" strokeDasharray="10 9">
        <circle cx="73" cy="29" r="14" />
        <path d="M66 54a24 24 0 0 1 30 23v11H68" />
      </g>
    </Icon>
  );
}

/** For an entrance that staff have closed. No outcome has this shape, because no scan has come to anything. */
export function BarInShield() {
  return (
    <Icon>
      <path
        d="M50 4 92 15v34c0 24-18 39-42 47C26 88 8 73 8 49V15z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="4"
        strokeLinejoin="round"
      />
      <path {...cut} strokeWidth="15" d="M31 47h38" />
    </Icon>
  );
}

/** A ring that turns while the answer is on its way, as a whole, so that no frame has to be drawn for it. */
export function CheckingIcon() {
  return (
    <Icon className="icon turning">
      <circle cx="50" cy="50" r="42" fill="none" stroke="var(--idle-rule)" strokeWidth="8" />
      <path
        d="M50 8a42 42 0 0 1 42 42"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="8"
        strokeLinecap="round"
      />
    </Icon>
  );
}

/** The icon of each look. Their shapes differ, so that none is told apart by its colour alone. */
export const ICON_OF: Record<Look, () => ReactNode> = {
  'checked-in': CheckInCircle,
  'already-checked-in': DoubleCheck,
  queued: ClockInSquare,
  rejected: HandInOctagon,
  attention: WrenchInDiamond,
  'not-saved': MarkInTriangle,
  unreadable: AgainInCircle,
  'pass-back': TwoPeople,
};
