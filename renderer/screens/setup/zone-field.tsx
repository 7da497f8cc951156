import { type RefObject, useEffect, useId, useRef } from 'react';
import { timeZone as isZone } from '../../../shared/settings/setting-kinds.ts';
import { useLanguageSwitch } from '../../languages/shown-language.tsx';
import { useWallClock } from '../../state/time.ts';
import { useWords } from '../../words/use-words.ts';
import { venueTime } from '../../words/venue-time.ts';
import { labelOf, machineZone, type Zone } from './time-zones.ts';
import type { Wizard } from './use-wizard.ts';
import { MACHINES_OWN, useZoneSearch } from './use-zone-search.ts';

/** How often the time in the zone is looked at, in milliseconds. */
const CLOCK_MS = 10_000;

/**
 * The venue's time zone, found by typing a part of its name. The machine's own comes first, and is what counts if none is
 * chosen. The list opens below the field and not over the page, where the keyboard on the screen would cover it.
 */
export function ZoneField({ wizard }: { wizard: Wizard }) {
  const words = useWords();
  const { setup: say, settings } = words;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const view = wizard.views.find(({ name }) => name === 'timeZone');
  const outside = view && !view.editable && (view.source === 'flag' ? 'flag' : 'environment');
  const chosen = wizard.typed.timeZone ?? '';
  const ownLabel = say.machineZone({ zone: labelOf(machineZone()) });
  const shown = chosen === '' ? ownLabel : labelOf(chosen);
  const onTake = (name: string) => wizard.type('timeZone', name);
  const { shown: language } = useLanguageSwitch();
  const search = useZoneSearch({ language, shown, chosen, onTake });
  const { typed, isOpen, found, active } = search;
  const fault = wizard.faults.find(({ setting }) => setting === 'timeZone');
  useEffect(() => {
    if (fault && !fault.leavesFocus) input.current?.focus();
  }, [fault]);

  const now = useWallClock(CLOCK_MS);
  // The one that is taken if the person goes on now.
  const inForce = (typed ? found[active]?.name : chosen) || machineZone();
  const isKnown = isZone.safeParse(inForce).success;
  const time = isKnown && say.zoneTime({ time: venueTime(words, now, inForce) });
  const note = outside ? settings.fromOutside[outside] : time;
  return (
    <div className="field" data-setting="timeZone">
      <label id={`${id}-label`} htmlFor={id}>
        {settings.labels.timeZone}
      </label>
      <input
        id={id}
        ref={input}
        name="timeZone"
        type="text"
        dir="ltr"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && found[active] ? `${id}-${active}` : undefined}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-note`}
        autoComplete="off"
        spellCheck={false}
        disabled={Boolean(outside)}
        value={typed ?? shown}
        placeholder={shown}
        onFocus={(event) => event.target.select()}
        onClick={search.open}
        onChange={({ target }) => search.type(target.value)}
        onKeyDown={search.onKeyDown}
        onBlur={search.leave}
      />
      <ZoneList id={id} ownLabel={ownLabel} input={input} search={search} />
      <p id={`${id}-note`} className={fault ? 'note fault' : 'note'}>
        {fault || (isOpen && found.length === 0) ? say.zonesNone : note}
      </p>
      <p role="status" className="unseen">
        {typed && say.zonesFound({ count: found.length })}
      </p>
    </div>
  );
}

type ListProps = {
  /** The id of the field. */
  id: string;
  /** What the machine's own zone is called. */
  ownLabel: string;
  input: RefObject<HTMLInputElement | null>;
  search: ReturnType<typeof useZoneSearch>;
};

/** What was found, for a finger and for the keys of the field. */
function ZoneList({ id, ownLabel, input, search }: ListProps) {
  const { isOpen, found, active, take } = search;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    list.current?.scrollIntoView({ block: 'nearest' });
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
    // Where not all of it has room, what is typed must be seen.
    input.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, active, input]);
  const labelFor = (zone: Zone) => (zone === MACHINES_OWN ? ownLabel : zone.label);
  return (
    <div
      id={`${id}-list`}
      ref={list}
      role="listbox"
      aria-labelledby={`${id}-label`}
      className="zones"
      hidden={!isOpen || found.length === 0}
    >
      {isOpen &&
        found.map((zone, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={zone.name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(zone)}
          >
            {labelFor(zone)}
          </button>
        ))}
    </div>
  );
}
