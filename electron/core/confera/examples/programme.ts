import { createConferaPublicClient } from 'confera-kiosk/confera';

const confera = createConferaPublicClient({
  baseUrl: process.env.CONFERA_BASE_URL ?? '',
  apiKey: process.env.CONFERA_API_KEY ?? '',
  timeoutMs: 8000,
});

const { data: site } = await confera.website.getSite();
console.log(site.name ?? 'A conference without a name');

for await (const { data } of confera.events.pages()) {
  for (const event of data) console.log(`${event.start_at}: ${event.title} (${event.venue?.name})`);
}
