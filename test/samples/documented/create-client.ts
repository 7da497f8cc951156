import { createConferaPublicClient } from "confera-kiosk/confera";

export const confera = createConferaPublicClient({
  baseUrl: process.env.CONFERA_BASE_URL!,
  apiKey: process.env.CONFERA_API_KEY!,
  timeoutMs: 8000,
  userAgent: "my-app/1.0 (kiosk)",
});
