import type { VenueDevice } from '../../../../shared/bridge/venue.ts';
import { useWords } from '../../../words/use-words.ts';
import { StateIcon } from '../preflight/state-icon.tsx';
import { type Cell, type DeviceLine, deviceLines } from './device-line.ts';

/**
 * Every device of the venue. On a wide screen it is a table; on others each device takes a few lines, in which the names of
 * the columns stand before what they name.
 */
export function DevicesTable({ devices }: { devices: readonly VenueDevice[] }) {
  const words = useWords();
  const { columns } = words.venue;
  return (
    <table className="venue-devices">
      <thead>
        <tr>
          <th scope="col">{columns.device}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.waiting}</th>
          <th scope="col">{columns.lastScan}</th>
          <th scope="col">{columns.storage}</th>
          <th scope="col">{columns.clock}</th>
          <th scope="col">{columns.version}</th>
        </tr>
      </thead>
      <tbody>
        {deviceLines(words, devices).map((line) => (
          <Device key={`${line.hubId} ${line.deviceId}`} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Device({ line }: { line: DeviceLine }) {
  const { venue: say } = useWords();
  const { columns } = say;
  return (
    <tr data-device={line.deviceId} data-state={line.state}>
      <th scope="row" className="name">
        <b>
          <bdi>{line.location ?? line.deviceId}</bdi>
        </b>
        {line.location !== null && (
          <span className="detail">
            <bdi>{line.deviceId}</bdi>
          </span>
        )}
        <span className="detail">{say.hubId({ id: line.hubId })}</span>
        {line.isThis && <span className="detail">{say.thisDevice}</span>}
        {line.notes.map((note) => (
          <span key={note.say} className="detail" data-bad={note.isBad || undefined}>
            {note.isBad && <StateIcon state="red" />}
            {note.say}
          </span>
        ))}
      </th>
      <td className="state">
        <StateIcon state={line.state} />
        {line.says}
      </td>
      <Told column={columns.waiting} cell={line.waiting} />
      <Told column={columns.lastScan} cell={line.lastScan} />
      <Told column={columns.storage} cell={line.storage} />
      <Told column={columns.clock} cell={line.clock} />
      <Told column={columns.version} cell={{ say: line.version, detail: null, isBad: false }} />
    </tr>
  );
}

function Told({ column, cell: { say, detail, isBad } }: { column: string; cell: Cell }) {
  return (
    <td data-bad={isBad || undefined}>
      {/* A screen reader says the column's name itself. */}
      <span className="column" aria-hidden="true">
        {column}
      </span>
      <span className="said">
        {isBad && <StateIcon state="red" />}
        <bdi>{say}</bdi>
        {detail && <span className="detail">{detail}</span>}
      </span>
    </td>
  );
}
