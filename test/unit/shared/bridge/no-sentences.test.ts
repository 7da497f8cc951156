import { expect, test } from 'vitest';
import { z } from 'zod';
import { BRIDGE_EVENTS, BRIDGE_METHODS, bridge } from '../../../../shared/bridge/bridge.ts';

/**
 * The fields in which the core sends a text that is not one of a few codes. Each is a value: a name that somebody gave,
 * an identifier, a place, a day. A sentence of the core's own has no place in any of them.
 */
const VALUES = [
  'admitted.gates.location',
  'baseUrl',
  'camera.name',
  'closure.place',
  // Of a device that joins the hub of this kiosk: sealed.
  'code',
  'codeTail',
  // A folder that staff have chosen.
  'copy.folder',
  'csv',
  'day',
  // The days of which there are scans.
  'days',
  'deviceId',
  // What other devices of the venue say of themselves, cleaned and bounded.
  'devices.deviceId',
  'devices.formerId',
  'devices.hubId',
  'devices.id',
  'devices.location',
  // What somebody has called a device when it joined the hub.
  'devices.name',
  'devices.version',
  'display.accent',
  'display.codePattern',
  'display.desk',
  'display.eventName',
  'display.location',
  'display.logo',
  'display.timeZone',
  // The folders of sticks.
  'drives',
  'drives.folder',
  'fault.detail',
  'fault.folder',
  'fileName',
  'first.location',
  'folder',
  'hub.addresses',
  'hub.device',
  // Why the hub can't be hosted: an address that this machine lacks, or the path of a program.
  'hubHostProblem.address',
  'hubHostProblem.program',
  'letInTwice.codeTail',
  'letInTwice.first.location',
  'letInTwice.location',
  'letInTwice.scanId',
  'location',
  'name',
  // A page of a sheet of codes: the sealed code, and what somebody has typed for it.
  'pages.code',
  'pages.event',
  'pages.location',
  'pages.timeZone',
  'passBack.location',
  // An address of this machine, and its network card.
  'places.address',
  'places.card',
  // The organiser's own words, colours and pictures.
  'programme.colours.accent',
  'programme.colours.primary',
  'programme.logo',
  'programme.name',
  'programme.next.room',
  'programme.next.title',
  'programme.now.room',
  'programme.now.title',
  'salvages.folder',
  'savedAs',
  'scanId',
  'scanner.prefix',
  'scanner.serial',
  'scanner.suffix',
  'scans.codeTail',
  'scans.scanId',
  'settings.value',
  // The sheet's name, in capital letters.
  'sheet',
  // What is known of one scan. Confera's own texts in it are cleaned and bounded.
  'story.baseUrl',
  'story.codeTail',
  'story.ended.code',
  'story.ended.requestId',
  'story.first.location',
  'story.first.scanId',
  'story.location',
  'story.scanId',
  'story.venueDay',
  'strangers',
  'suggested',
  // The id of another device.
  'takenOver.device',
  'today',
  // Where the hub of this kiosk listens.
  'url',
  'version',
  'why.address',
  'why.program',
  'zip',
];

/** The paths of the fields that may hold any text. */
function freeTexts(schema: unknown, path: string[] = []): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, properties, items, anyOf, oneOf, ...rest } = schema as Record<string, unknown>;
  if ([type].flat().includes('string'))
    return 'enum' in rest || 'const' in rest ? [] : [path.join('.')];
  return [
    ...Object.entries(properties ?? {}).flatMap(([name, each]) => freeTexts(each, [...path, name])),
    ...freeTexts(items, path),
    ...[anyOf ?? [], oneOf ?? []].flat().flatMap((each) => freeTexts(each, path)),
  ];
}

test('the core sends codes and values to the screen, and no sentences', () => {
  const outputs = [
    ...BRIDGE_METHODS.map((method) => bridge.methods[method].output),
    ...BRIDGE_EVENTS.map((event) => bridge.events[event]),
  ];
  const found = outputs.flatMap((output) => freeTexts(z.toJSONSchema(output)));
  const fields = new Set(found.map((path) => path.replace(/^(recent|attention)\./, '')));
  expect([...fields].sort()).toEqual(VALUES);
});
