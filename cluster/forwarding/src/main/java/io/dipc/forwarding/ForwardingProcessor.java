package io.dipc.forwarding;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Writes the superclasses of classes that are annotated with {@link Forwards}. */
@SupportedAnnotationTypes("io.dipc.forwarding.Forwards")
public final class ForwardingProcessor extends AbstractProcessor {

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement proxy : ElementFilter.typesIn(round.getElementsAnnotatedWith(Forwards.class))) {
            try {
                write(new ForwardingClass(processingEnv, proxy), proxy);
            } catch (IllegalArgumentException | IOException e) {
                processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, e.getMessage(), proxy);
            }
        }
        return true;
    }

    private void write(ForwardingClass type, TypeElement proxy) throws IOException {
        String source = type.source();
        try (Writer writer =
                processingEnv.getFiler().createSourceFile(type.name(), proxy).openWriter()) {
            writer.write(source);
        }
    }
}
