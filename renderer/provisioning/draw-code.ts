import QRCode from 'qrcode';

/** The QR code of a provisioning code, as SVG with its quiet zone. Its letters make it as small as it can be. */
export function drawCode(code: string): Promise<string> {
  return QRCode.toString(code, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
}
