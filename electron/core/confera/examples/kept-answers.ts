import { createConferaPublicClient, type HttpResponse } from 'confera-kiosk/confera';

const FRESH_MS = 60_000;
const kept = new Map<string, { response: HttpResponse; until: number }>();

const confera = createConferaPublicClient({
  baseUrl: process.env.CONFERA_BASE_URL ?? '',
  apiKey: process.env.CONFERA_API_KEY ?? '',
  timeoutMs: 8000,
  cache: (send) => async (request) => {
    const found = kept.get(request.url);
    if (found && performance.now() < found.until) return found.response;
    const response = await send(request);
    if (response.status === 200) {
      kept.set(request.url, { response, until: performance.now() + FRESH_MS });
    }
    return response;
  },
});

for (let times = 0; times < 3; times++) {
  const { data } = await confera.events.listVenues();
  console.log(`${data.length} rooms`);
}
