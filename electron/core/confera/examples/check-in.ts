import { randomUUID } from 'node:crypto';
import { createConferaPublicClient, isConferaApiError } from 'confera-kiosk/confera';

const confera = createConferaPublicClient({
  baseUrl: process.env.CONFERA_BASE_URL ?? '',
  apiKey: process.env.CONFERA_API_KEY ?? '',
  timeoutMs: 8000,
  userAgent: 'my-app/1.0 (gate)',
});

const [qr = 'BADGE-1'] = process.argv.slice(2);
// Keep this with the scan: if it is sent again after a crash, it still counts once.
const idempotencyKey = randomUUID();

try {
  await confera.badges.checkin({ qr, location: 'Entrance A' }, { idempotencyKey });
  console.log('checked in');
} catch (error) {
  if (!isConferaApiError(error)) throw error;
  if (error.kind === 'conflict' && !error.codes.includes('IDEMPOTENCY_KEY_REUSED')) {
    console.log('already checked in');
  } else {
    console.error(`not checked in: ${error.kind}, status ${error.status}: ${error.message}`);
    process.exitCode = 1;
  }
}
