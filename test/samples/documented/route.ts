import { NextResponse } from "../stand-ins/next-server.ts";
import { createConferaPublicClient } from "confera-kiosk/confera";

export const revalidate = 60; // seconds

const confera = createConferaPublicClient({
  baseUrl: process.env.CONFERA_BASE_URL!,
  apiKey: process.env.CONFERA_API_KEY!,
  timeoutMs: 8000,
});

export async function GET() {
  const site = await confera.website.getSite();
  return NextResponse.json(site);
}
