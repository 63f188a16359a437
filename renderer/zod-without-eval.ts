// Must be the first import of main.tsx: zod otherwise probes `new Function`, which our content security policy reports.
import { z } from "zod";

z.config({ jitless: true });
