/**
 * A script for the page: it gives up the ports of scanners that staff have removed, and asks for another port. To the
 * page both look as if somebody had pulled out a scanner and plugged one in.
 *
 * @param allowed the USB ids that staff have added, such as `0c2e:0caa`; nothing is asked for if there are none
 */
export function scriptForPorts(allowed: readonly string[]): string {
  return `(async () => {
    const allowed = ${JSON.stringify(allowed)};
    const { serial } = navigator;
    const tell = (port, name) => port.dispatchEvent(new Event(name, { bubbles: true }));
    const hex = (id) => id?.toString(16).padStart(4, '0');
    for (const port of await serial.getPorts()) {
      const { usbVendorId, usbProductId } = port.getInfo();
      if (allowed.includes(hex(usbVendorId) + ':' + hex(usbProductId))) continue;
      tell(port, 'disconnect');
      await port.forget();
    }
    if (allowed.length > 0) tell(await serial.requestPort(), 'connect');
  })().catch(() => {})`;
}
