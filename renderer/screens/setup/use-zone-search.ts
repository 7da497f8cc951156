import { type KeyboardEvent, useMemo, useState } from 'react';
import type { Language } from '../../../shared/words/languages.ts';
import { allZones, type Zone, zonesWith } from './time-zones.ts';

/** Stands for the zone that the machine is set to, which counts if none is chosen. */
export const MACHINES_OWN: Zone = { name: '', label: '', also: [] };

/** An open list: what was typed, and what the field was like before, by its text and its value. */
type Search = { typed: string; before: { shown: string; chosen: string } };

type Options = {
  language: Language;
  /** What the field shows while the list is closed. */
  shown: string;
  /** The name of the zone that is chosen. */
  chosen: string;
  /** Called with the name of the zone that was taken, or with what was typed if no zone is called so. */
  onTake: (name: string) => void;
};

/**
 * A list of time zones that a person searches by typing. Whoever goes on without choosing takes the first that was found.
 * Enter takes the one that the keys have come to, since the listener for scanners clicks it.
 */
export function useZoneSearch({ language, shown, chosen, onTake }: Options) {
  const zones = useMemo(() => [MACHINES_OWN, ...allZones(language)], [language]);
  const [search, setSearch] = useState<Search | null>(null);
  const [active, setActive] = useState(0);
  const typed = search?.typed ?? null;
  const found = useMemo(() => (typed ? zonesWith(typed, zones.slice(1)) : zones), [typed, zones]);

  const close = () => setSearch(null);
  function open(text: string) {
    setSearch({ typed: text, before: search?.before ?? { shown, chosen } });
    // Whoever only looks keeps the zone that is chosen; none is marked if the list doesn't have it.
    setActive(text === '' ? zones.findIndex(({ name }) => name === chosen) : 0);
  }
  function take(zone: Zone) {
    onTake(zone.name);
    close();
  }
  function restore() {
    if (search) onTake(search.before.chosen);
    close();
  }
  function type(text: string) {
    // A scan that is taken out of the field again leaves it as it was.
    if (text === (search?.before.shown ?? shown)) return restore();
    open(text);
    if (zonesWith(text, zones.slice(1)).length === 0) onTake(text.trim());
  }
  function leave() {
    const first = typed ? found[active] : undefined;
    if (first) take(first);
    else close();
  }
  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    const by = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (by === undefined && !(search && key === 'Escape')) return;
    event.preventDefault();
    if (by === undefined) restore();
    else if (!search) open('');
    else setActive((active + by + found.length) % Math.max(1, found.length));
  }
  return {
    typed,
    isOpen: search !== null,
    found,
    active,
    open: () => search ?? open(''),
    take,
    type,
    leave,
    onKeyDown,
  };
}
