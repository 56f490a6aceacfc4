package io.dipc.agent.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, from the manifest of dipc.jar. */
final class Version implements IVersionProvider {

    Version() {}

    @Override
    public String[] getVersion() throws ClassNotFoundException {
        // The entry class comes from the loader that knows the manifest.
        Package entry = Class.forName("io.dipc.agent.Main").getPackage();
        return new String[] {"dipc " + entry.getImplementationVersion()};
    }
}
