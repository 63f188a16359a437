// The pages of the console, in the order of the navigation, each loaded when first opened.
import {
  Activity,
  FileCode2,
  FlaskConical,
  type LucideIcon,
  ScrollText,
  Server,
  Settings,
  Share2,
} from "lucide-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/** The part of the address, `#/topology`, and the key of the page's name in the catalogue. */
export type PagePath =
  | "topology"
  | "servers"
  | "traffic"
  | "lab"
  | "events"
  | "configuration"
  | "settings";

export interface PageEntry {
  readonly path: PagePath;
  readonly icon: LucideIcon;
  readonly component: LazyExoticComponent<ComponentType>;
}

export const pages: readonly PageEntry[] = [
  {
    path: "topology",
    icon: Share2,
    component: lazy(async () => {
      const { TopologyPage } = await import("../features/topology/topology-page.tsx");
      return { default: TopologyPage };
    }),
  },
  {
    path: "servers",
    icon: Server,
    component: lazy(async () => {
      const { ServersPage } = await import("../features/servers/servers-page.tsx");
      return { default: ServersPage };
    }),
  },
  {
    path: "traffic",
    icon: Activity,
    component: lazy(async () => {
      const { TrafficPage } = await import("../features/traffic/traffic-page.tsx");
      return { default: TrafficPage };
    }),
  },
  {
    path: "lab",
    icon: FlaskConical,
    component: lazy(async () => {
      const { LabPage } = await import("../features/lab/lab-page.tsx");
      return { default: LabPage };
    }),
  },
  {
    path: "events",
    icon: ScrollText,
    component: lazy(async () => {
      const { EventsPage } = await import("../features/events/events-page.tsx");
      return { default: EventsPage };
    }),
  },
  {
    path: "configuration",
    icon: FileCode2,
    component: lazy(async () => {
      const { ConfigurationPage } = await import(
        "../features/configuration/configuration-page.tsx"
      );
      return { default: ConfigurationPage };
    }),
  },
  {
    path: "settings",
    icon: Settings,
    component: lazy(async () => {
      const { SettingsPage } = await import("../features/settings/settings-page.tsx");
      return { default: SettingsPage };
    }),
  },
];
