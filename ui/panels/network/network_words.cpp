#include "ui/panels/network/network_words.h"

#include "ui/charts/number_format.h"
#include "ui/panels/network/network_picture.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace gradewise {

namespace {

// Reading more than that aloud helps nobody.
constexpr std::size_t mostGradesToTell = 8;

QString words(const char* text) {
    return QCoreApplication::translate("gradewise::NetworkWords", text);
}

QString number(Index count) {
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString parameters(Index count) {
    return count == 1 ? words("one parameter") : words("%1 parameters").arg(number(count));
}

// "16 ReLU neurons", "256, 128 and 64 sine neurons".
QString neurons(const GradeOutline& grade) {
    QStringList widths;
    for (const Index width : grade.hidden)
        widths << number(width);
    QString list = widths.join(QStringLiteral(", "));
    if (widths.size() > 1) {
        const QString last = widths.takeLast();
        list = words("%1 and %2").arg(widths.join(QStringLiteral(", ")), last);
    }
    const auto activation = displayName(grade.activation);
    const QString name = QString::fromUtf8(activation.data(), static_cast<qsizetype>(activation.size()));
    return grade.hidden.size() == 1 && grade.hidden[0] == 1 ? words("one %1 neuron").arg(name)
                                                            : words("%1 %2 neurons").arg(list, name);
}

QString layers(const GradeOutline& grade) {
    return grade.hidden.size() == 1 ? words("one hidden layer")
                                    : words("%1 hidden layers").arg(grade.hidden.size());
}

QString fedWith(const NetworkOutline& outline, std::size_t grade) {
    if (grade == 0)
        return words("It sees the input.");
    const GradeOutline& previous = outline.grades[grade - 1];
    const Index features = previous.hidden.empty() ? outline.inputs : previous.hidden.back();
    const auto sentence = [&] {
        switch (previous.carry) {
        case Carry::Hidden:
            break;
        case Carry::HiddenAndInput:
            return words("It sees the %1 features of grade %2 and the input.");
        case Carry::LastTwo:
            return grade == 1 ? words("It sees the %1 features of grade %2 and the input.")
                              : words("It sees the %1 features of grade %2 and those of the grade before.");
        case Carry::All:
            return words("It sees the %1 features of grade %2 and all that grade %2 saw.");
        }
        return words("It sees the %1 features of grade %2.");
    };
    return sentence().arg(number(features)).arg(grade);
}

QString state(const GradeOutline& grade) {
    switch (grade.status) {
    case GradeStatus::Pending:
        return words("It has not been trained yet.");
    case GradeStatus::Running:
        return words("It is being trained; the functions of its neurons can be seen once it is frozen.");
    case GradeStatus::Finished:
        return words("It is frozen.");
    case GradeStatus::Stopped:
        return words("Its training was stopped; what it had learnt is kept, frozen.");
    case GradeStatus::Diverged:
        return words("Its training diverged; weights from before the loss rose are kept, frozen.");
    }
    return {};
}

} // namespace

QString networkSentence(const NetworkOutline& outline) {
    const auto count = static_cast<Index>(outline.grades.size());
    QStringList sentences{
        (count == 1 ? words("A network of one grade") : words("A network of %1 grades").arg(count)) +
        words(" with %1, from %2 to %3.")
            .arg(parameters(outline.parameterCount()),
                 outline.inputs == 1 ? words("one variable") : words("%1 variables").arg(outline.inputs),
                 outline.outputs == 1 ? words("one value") : words("%1 values").arg(outline.outputs))};
    for (std::size_t i = 0; i < std::min(outline.grades.size(), mostGradesToTell); ++i)
        sentences << words("Grade %1: %2, %3.")
                         .arg(i + 1)
                         .arg(neurons(outline.grades[i]), stateWord(outline.grades[i]));
    if (outline.grades.size() > mostGradesToTell) {
        const auto frozen = std::ranges::count_if(outline.grades, &GradeOutline::frozen);
        sentences << words("And %1 more; %2 in all are frozen.")
                         .arg(outline.grades.size() - mostGradesToTell)
                         .arg(frozen);
    }
    if (outline.summed > 0)
        sentences << words("The approximation is the sum of %1 read-outs.").arg(outline.summed);
    return sentences.join(QLatin1Char(' '));
}

QString gradeSentence(const NetworkOutline& outline, std::size_t grade) {
    const GradeOutline& chosen = outline.grades.at(grade);
    const QStringList sentences{words("Grade %1: %2 in %3, %4.")
                                    .arg(grade + 1)
                                    .arg(neurons(chosen), layers(chosen), parameters(chosen.parameters)),
                                fedWith(outline, grade), state(chosen)};
    return sentences.join(QLatin1Char(' '));
}

QString neuronTitle(const NetworkOutline& outline, const NeuronId& neuron) {
    const GradeOutline& grade = outline.grades.at(neuron.grade);
    const Index width = grade.hidden.at(neuron.layer);
    if (grade.hidden.size() == 1)
        return words("Grade %1, neuron %2 of %3").arg(neuron.grade + 1).arg(neuron.neuron + 1).arg(width);
    return words("Grade %1, layer %2, neuron %3 of %4")
        .arg(neuron.grade + 1)
        .arg(neuron.layer + 1)
        .arg(neuron.neuron + 1)
        .arg(width);
}

QStringList weightLines(const NeuronWeights& weights) {
    QStringList lines;
    lines << (weights.incoming == 1 ? words("One weight in: %1").arg(compactNumber(weights.largest, 3))
                                    : words("%1 weights in: from %2 to %3")
                                          .arg(number(weights.incoming), compactNumber(weights.smallest, 3),
                                               compactNumber(weights.largest, 3)));
    lines << words("Bias: %1").arg(compactNumber(weights.bias, 3));
    const QString outgoing = compactNumber(weights.largestOutgoing, 3);
    if (weights.outgoing == 1)
        lines << (weights.last ? words("Weight in the read-out: %1") : words("One weight out: %1"))
                     .arg(outgoing);
    else
        lines << (weights.last ? words("%1 weights in the read-out, the largest: %2")
                               : words("%1 weights out, the largest: %2"))
                     .arg(number(weights.outgoing), outgoing);
    return lines;
}

} // namespace gradewise
