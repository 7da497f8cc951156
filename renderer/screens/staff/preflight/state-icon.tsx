import type { CheckState } from '../../../../shared/preflight/findings.ts';

/** Lines cut out of a solid shape. */
const cut = {
  fill: 'none',
  stroke: 'var(--ground)',
  strokeWidth: 11,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** A state as a shape of its own: a tick in a circle, a triangle, an octagon, and an empty ring for what isn't known. */
export function StateIcon({ state }: { state: CheckState }) {
  return (
    <svg className="state-icon" viewBox="0 0 100 100" aria-hidden="true">
      {state === 'green' && (
        <>
          <circle cx="50" cy="50" r="48" fill="currentColor" />
          <path {...cut} d="m28 52 15 15 30-33" />
        </>
      )}
      {state === 'amber' && (
        <>
          <path d="M50 6 97 92H3Z" fill="currentColor" strokeLinejoin="round" />
          <path {...cut} d="M50 40v22M50 78v.1" />
        </>
      )}
      {state === 'red' && (
        <>
          <path d="M30 3h40l27 27v40L70 97H30L3 70V30z" fill="currentColor" />
          <path {...cut} d="M34 34l32 32M66 34 34 66" />
        </>
      )}
      {state === 'unknown' && (
        <circle
          cx="50"
          cy="50"
          r="42"
          fill="none"
          stroke="currentColor"
          strokeWidth="9"
          strokeDasharray="20 13"
        />
      )}
    </svg>
  );
}
