import packageJson from '../../../package.json' with { type: 'json' };

/** What Confera's logs show of this device. */
export function userAgent(deviceId: string): string {
  return `confera-kiosk/${packageJson.version} (kiosk; device=${deviceId})`;
}
