// Pictures that the bundler turns into data addresses.
declare module "*.png?inline" {
  const dataUrl: string;
  // biome-ignore lint/style/noDefaultExport: that is how the bundler hands them over.
  export default dataUrl;
}
