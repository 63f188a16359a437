// The picture in the tray, for both pixel densities. Part of the bundle, because a packed app holds nothing beside it.
import { type NativeImage, nativeImage } from "electron";
import plainDouble from "../icons/tray/tray@2x.png?inline";
import plain from "../icons/tray/tray.png?inline";
import templateDouble from "../icons/tray/trayTemplate@2x.png?inline";
import template from "../icons/tray/trayTemplate.png?inline";

export function trayIcon(platform: NodeJS.Platform): NativeImage {
  const isMac = platform === "darwin";
  const image = nativeImage.createFromDataURL(isMac ? template : plain);
  image.addRepresentation({ scaleFactor: 2, dataURL: isMac ? templateDouble : plainDouble });
  // macOS colours it for its menu bar.
  if (isMac) image.setTemplateImage(true);
  return image;
}
