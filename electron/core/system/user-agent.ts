import packageJson from '../../../package.json' with { type: 'json' };

/** The user agent, by which Confera's logs name this device. */
export function userAgent(deviceId: string): string {
  return `confera-kiosk/${packageJson.version} (kiosk; device=${deviceId})`;
}
